// Package app is one web server with everything that the page shows.
package app

import (
	"net/http"

	"github.com/supertokens/supertokens-golang/supertokens"
)

// New sets up the SDK and gives the handler of the whole app.
func New() (http.Handler, error) {
	if err := Init(); err != nil {
		return nil, err
	}
	routes := http.NewServeMux()
	// A GET pattern also matches HEAD.
	routes.HandleFunc("GET /dashboard", Dashboard)
	routes.HandleFunc("GET /dashboard-checked", DashboardChecked)
	routes.HandleFunc("GET /dashboard-jwt", DashboardJWT)
	routes.HandleFunc("GET /welcome", Welcome)
	routes.HandleFunc("GET /admin", Admin)
	routes.HandleFunc("POST /login", SignIn)
	addAPI(routes)

	// Wraps your routes: the SDK responds to /auth/*, including the refresh and the sign-out.
	// SameOrigin wraps every state-changing route, including the SDK's.
	return NoStore(Recover(SameOrigin(supertokens.Middleware(routes)))), nil
}
