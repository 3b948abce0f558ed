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

// withSession runs the page for a visitor with a session, and sends every other browser to the
// refresh page.
func withSession(page page) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "private, no-store")
		w.Header().Add("Vary", "Cookie")
		current, err := pageSession(w, r)
		switch {
		case err == nil:
			page(w, r, current)
		case errors.As(err, new(sessionerrors.TryRefreshTokenError)),
			errors.As(err, new(sessionerrors.UnauthorizedError)):
			query := url.Values{"redirectBack": {r.URL.RequestURI()}}
			http.Redirect(w, r, "/refresh-session?"+query.Encode(), http.StatusFound)
		case supertokens.ErrorHandler(err, r, w) != nil: // It responds where a claim fails.
			log.Print(err)
			http.Error(w, "Internal Server Error", http.StatusInternalServerError)
		}
	}
}

func pageSession(w http.ResponseWriter, r *http.Request) (sessmodels.SessionContainer, error) {
	// A page load carries no anti-CSRF header.
	options := sessmodels.VerifySessionOptions{AntiCsrfCheck: new(false)}
	current, err := session.GetSession(r, w, &options)
	if err != nil {
		return nil, err
	}
	// OAuth2 tokens are for other apps. The SDK accepts them.
	if kind := current.GetAccessTokenPayload()["stt"]; kind != nil && kind != float64(0) {
		return nil, sessionerrors.UnauthorizedError{Msg: "not a session's access token"}
	}
	return current, nil
}
