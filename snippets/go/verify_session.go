package app

import (
	"net/http"

	"github.com/supertokens/supertokens-golang/recipe/session"
)

// Dashboard is a page for every user who is signed in.
func Dashboard(w http.ResponseWriter, r *http.Request) {
	options := pageLoad()
	current, err := session.GetSession(r, w, &options)
	if err != nil {
		handleSessionError(w, r, err, redirectToRefresh)
		return
	}
	render(w, r, http.StatusOK, Page{"Dashboard", "Signed in as " + current.GetUserID()})
}
