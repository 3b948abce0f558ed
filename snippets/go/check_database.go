package app

import (
	"net/http"

	"github.com/supertokens/supertokens-golang/recipe/session"
)

// DashboardChecked calls the core on every request: a revoked session ends at once, not only
// when its access token expires.
func DashboardChecked(w http.ResponseWriter, r *http.Request) {
	options := pageLoad()
	options.CheckDatabase = new(true)
	current, err := session.GetSession(r, w, &options)
	if err != nil {
		handleSessionError(w, r, err, redirectToRefresh)
		return
	}
	render(w, r, http.StatusOK, Page{"Dashboard", "Signed in as " + current.GetUserID()})
}
