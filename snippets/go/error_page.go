package app

import (
	"fmt"
	"log"
	"net/http"
	"runtime/debug"
	"strings"
)

// ErrorPage responds to every error that is not about sessions. An unreachable core ends up
// here too: the SDK returns a plain error for it, and the session may still be valid.
func ErrorPage(w http.ResponseWriter, r *http.Request, err error) {
	log.Printf("%s %s: %v", r.Method, r.URL.Path, err)
	if strings.Contains(r.Header.Get("Accept"), "text/html") {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.WriteHeader(http.StatusInternalServerError)
		_ = templates.ExecuteTemplate(w, "error.html", nil)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusInternalServerError)
	fmt.Fprint(w, `{"message":"internal error"}`)
}

// Recover responds to a panic with the error page. The SDK panics at some tokens that anyone
// can send, e.g. one whose header has no type; net/http alone would drop the connection.
func Recover(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			switch cause := recover(); cause {
			case nil:
			case http.ErrAbortHandler:
				panic(cause)
			default:
				ErrorPage(w, r, fmt.Errorf("panic: %v\n%s", cause, debug.Stack()))
			}
		}()
		next.ServeHTTP(w, r)
	})
}
