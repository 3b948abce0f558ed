// Package chiapp is the same web server with chi.
package chiapp

import (
	"net/http"

	app "example.com/ssr"
	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"
	"github.com/supertokens/supertokens-golang/recipe/session"
	"github.com/supertokens/supertokens-golang/supertokens"
)

// New sets up the SDK and gives the handler of the whole app.
func New() (http.Handler, error) {
	if err := app.Init(); err != nil {
		return nil, err
	}
	routes := chi.NewRouter()
	// Before every state-changing route, including the SDK's.
	routes.Use(app.NoStore, app.Recover, app.SameOrigin)
	// The SDK's middleware has the shape of chi's: it responds to /auth/*, including the
	// refresh and the sign-out.
	routes.Use(supertokens.Middleware)
	// Unlike net/http, chi responds to HEAD only where it is told to.
	routes.Use(middleware.GetHead)

	routes.Get("/dashboard", app.Dashboard)
	routes.Get("/dashboard-checked", app.DashboardChecked)
	routes.Get("/dashboard-jwt", app.DashboardJWT)
	routes.Get("/welcome", app.Welcome)
	routes.Get("/admin", app.Admin)
	routes.Post("/login", app.SignIn)
	routes.Route("/api", func(api chi.Router) {
		api.Use(requireSession)
		api.HandleFunc("/user", app.User)
		api.Get("/admin", app.AdminData)
	})
	return routes, nil
}

// requireSession is VerifySession as a middleware.
func requireSession(next http.Handler) http.Handler {
	return session.VerifySession(nil, next.ServeHTTP)
}
