// Package ginapp is the same web server with Gin.
package ginapp

import (
	"net/http"

	app "example.com/ssr"
	"github.com/gin-gonic/gin"
	"github.com/supertokens/supertokens-golang/recipe/session"
	"github.com/supertokens/supertokens-golang/supertokens"
)

// New sets up the SDK and gives the handler of the whole app.
func New() (http.Handler, error) {
	if err := app.Init(); err != nil {
		return nil, err
	}
	gin.SetMode(gin.ReleaseMode)
	routes := gin.New()
	routes.Use(around(app.NoStore), around(app.Recover))
	// Before every state-changing route, including the SDK's.
	routes.Use(around(app.SameOrigin))
	// Responds to /auth/*, including the refresh and the sign-out.
	routes.Use(around(supertokens.Middleware))

	pages := map[string]http.HandlerFunc{
		"/dashboard":         app.Dashboard,
		"/dashboard-checked": app.DashboardChecked,
		"/dashboard-jwt":     app.DashboardJWT,
		"/welcome":           app.Welcome,
		"/admin":             app.Admin,
	}
	for path, page := range pages {
		// Unlike net/http, Gin responds to HEAD only where it is told to.
		routes.Match([]string{http.MethodGet, http.MethodHead}, path, gin.WrapF(page))
	}
	routes.POST("/login", gin.WrapF(app.SignIn))
	api := routes.Group("/api", around(requireSession))
	api.Any("/user", gin.WrapF(app.User))
	api.GET("/admin", gin.WrapF(app.AdminData))
	return routes, nil
}

// around turns a net/http middleware into a Gin handler.
func around(middleware func(http.Handler) http.Handler) gin.HandlerFunc {
	return func(c *gin.Context) {
		middleware(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			c.Request = r // With the session in its context.
			c.Next()
		})).ServeHTTP(c.Writer, c.Request)
		// A middleware that has responded on its own has not called Next. Gin still goes on to
		// the next handler whenever one returns, and would run the route anyway.
		c.Abort()
	}
}

// requireSession is VerifySession as a middleware.
func requireSession(next http.Handler) http.Handler {
	return session.VerifySession(nil, next.ServeHTTP)
}
