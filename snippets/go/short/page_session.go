package app

import (
	"errors"
	"log"
	"net/http"
	"net/url"

	"github.com/supertokens/supertokens-golang/recipe/session"
	sessionerrors "github.com/supertokens/supertokens-golang/recipe/session/errors"
	"github.com/supertokens/supertokens-golang/recipe/session/sessmodels"
	"github.com/supertokens/supertokens-golang/supertokens"
)

type page func(http.ResponseWriter, *http.Request, sessmodels.SessionContainer)

// withSession runs the page for a visitor with a session. Other browsers get the refresh page.
func withSession(page page) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "private, no-store")
		w.Header().Add("Vary", "Cookie")
		// A page load carries no anti-CSRF header.
		options := sessmodels.VerifySessionOptions{AntiCsrfCheck: new(false)}
		current, err := session.GetSession(r, w, &options)
		switch {
		case err == nil && isOAuth2(current), // Such a token is for another app. The SDK accepts it.
			errors.As(err, new(sessionerrors.TryRefreshTokenError)),
			errors.As(err, new(sessionerrors.UnauthorizedError)):
			query := url.Values{"redirectBack": {r.URL.RequestURI()}}
			http.Redirect(w, r, "/refresh-session?"+query.Encode(), http.StatusFound)
		case err == nil:
			page(w, r, current)
		case supertokens.ErrorHandler(err, r, w) != nil: // It responds where a claim fails.
			log.Print(err)
			http.Error(w, "Internal Server Error", http.StatusInternalServerError)
		}
	}
}

func isOAuth2(s sessmodels.SessionContainer) bool {
	kind := s.GetAccessTokenPayload()["stt"]
	return kind != nil && kind != float64(0)
}
