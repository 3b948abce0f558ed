// Package app is an app that uses SuperTokens, with a page that needs a session.
package app

import (
	"io"
	"net/http"

	"github.com/supertokens/supertokens-golang/recipe/session/sessmodels"
	"github.com/supertokens/supertokens-golang/supertokens"
)

// New sets up the SDK and returns the handler of the whole app.
func New() (http.Handler, error) {
	if err := Init(); err != nil {
		return nil, err
	}
	routes := http.NewServeMux()
	routes.HandleFunc("GET /dashboard", withSession(dashboard))
	return supertokens.Middleware(routes), nil
}

func dashboard(w http.ResponseWriter, _ *http.Request, s sessmodels.SessionContainer) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = io.WriteString(w, "Signed in as "+s.GetUserID())
}
