// Package app is one web server with all that the page shows.
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
	// GET answers HEAD too.
	routes.HandleFunc("GET /dashboard", Dashboard)
	routes.HandleFunc("GET /dashboard-checked", DashboardChecked)
	routes.HandleFunc("GET /dashboard-jwt", DashboardJWT)
	routes.HandleFunc("GET /welcome", Welcome)
	routes.HandleFunc("GET /admin", Admin)
	routes.Handle("POST /login", SignIn)
	addAPI(routes)

	// Around your routes: answers /auth/*, among them the refresh and the sign-out.
	return NoStore(Recover(supertokens.Middleware(routes))), nil
}
