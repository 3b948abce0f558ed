package app

import (
	"net/http"
	"strings"

	"github.com/supertokens/supertokens-golang/recipe/session"
)

// SignIn is a placeholder for your own sign-in: it accepts every name. SameOrigin runs
// before it.
func SignIn(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 10_000)
	user, role := r.PostFormValue("user"), r.PostFormValue("role")
	if user == "" {
		http.Error(w, "Who are you?", http.StatusBadRequest)
		return
	}
	setRoles(user, strings.Fields(role))

	if _, err := session.CreateNewSession(r, w, "public", user, nil, nil); err != nil {
		ErrorPage(w, r, err)
		return
	}

	redirectBack := safeRedirectBack(r.URL.Query().Get("redirectBack"))
	// The front end requests JSON: its SDK needs the headers of the response, and fetch hides
	// those of a redirect.
	if strings.Contains(r.Header.Get("Accept"), "text/html") {
		// Not http.Redirect: it would clean the path, and "/a//b" would arrive as "/a/b".
		w.Header().Set("Location", redirectBack)
		w.WriteHeader(http.StatusSeeOther)
	} else {
		writeJSON(w, r, map[string]string{"redirectBack": redirectBack})
	}
}
