// Package app is an app that uses SuperTokens, with a page that needs a session.
package app

import (
	"net/http"

	"github.com/supertokens/supertokens-golang/supertokens"
)

// New sets up the SDK and returns the handler of the whole app.
func New() (http.Handler, error) {
	if err := Init(); err != nil {
		return nil, err
	}
	routes := http.NewServeMux()
	// #region route
	routes.HandleFunc("GET /dashboard", withSession(dashboard))
	// #endregion route
	return supertokens.Middleware(routes), nil
}
