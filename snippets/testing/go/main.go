package main

import (
	"errors"
	"fmt"
	"log"
	"net/http"
	"net/url"
	"os"

	"github.com/supertokens/supertokens-golang/recipe/session"
	sessionerrors "github.com/supertokens/supertokens-golang/recipe/session/errors"
	"github.com/supertokens/supertokens-golang/recipe/session/sessmodels"
	"github.com/supertokens/supertokens-golang/supertokens"
)

func newApp(coreURI string) (http.Handler, error) {
	origin := "http://localhost:3000"
	err := supertokens.Init(supertokens.TypeInput{
		Supertokens: &supertokens.ConnectionInfo{ConnectionURI: coreURI},
		AppInfo:     supertokens.AppInfo{AppName: "Example", APIDomain: origin, WebsiteDomain: origin},
		RecipeList: []supertokens.Recipe{session.Init(&sessmodels.TypeInput{
			GetTokenTransferMethod: func(*http.Request, bool, supertokens.UserContext) sessmodels.TokenTransferMethod {
				return sessmodels.CookieTransferMethod
			},
		})},
	})
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /dashboard", page(false))
	mux.HandleFunc("GET /dashboard-checked", page(true))
	return supertokens.Middleware(mux), nil
}

func page(checkDatabase bool) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		// Otherwise a cache can serve one user's page, or a Set-Cookie, to another.
		w.Header().Set("Cache-Control", "private, no-store")
		w.Header().Add("Vary", "Cookie")
		antiCsrfCheck := false
		found, err := session.GetSession(r, w, &sessmodels.VerifySessionOptions{
			AntiCsrfCheck: &antiCsrfCheck,
			CheckDatabase: &checkDatabase,
		})
		switch {
		case err == nil:
			fmt.Fprintf(w, "Signed in as %s", found.GetUserID())
		case errors.As(err, new(sessionerrors.TryRefreshTokenError)),
			errors.As(err, new(sessionerrors.UnauthorizedError)):
			query := url.Values{"redirectBack": {r.URL.RequestURI()}}
			http.Redirect(w, r, "/refresh-session?"+query.Encode(), http.StatusFound)
		default:
			log.Print(err)
			http.Error(w, "Something went wrong", http.StatusInternalServerError)
		}
	}
}

func main() {
	app, err := newApp(os.Getenv("SUPERTOKENS_CORE_URI"))
	if err != nil {
		log.Fatal(err)
	}
	log.Fatal(http.ListenAndServe("localhost:3000", app))
}
