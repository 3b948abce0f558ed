package app

import "net/http"

// NoStore marks every response as one user's own. Without it a cache or CDN may store a page,
// or a Set-Cookie, and serve one user's session to another.
func NoStore(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "private, no-store")
		w.Header().Add("Vary", "Cookie")
		next.ServeHTTP(w, r)
	})
}
