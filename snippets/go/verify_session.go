package app

import (
	"net/http"

	"github.com/supertokens/supertokens-golang/recipe/session"
	"github.com/supertokens/supertokens-golang/recipe/session/sessmodels"
)

// Dashboard is a page for every user who is signed in.
func Dashboard(w http.ResponseWriter, r *http.Request) {
	current, err := session.GetSession(r, w, &sessmodels.VerifySessionOptions{
		// A page load only reads, and a browser adds no header to it: nothing to protect
		// from forgery.
		AntiCsrfCheck:                 new(false),
		OverrideGlobalClaimValidators: noClaims,
	})
	switch {
	case err == nil:
		render(w, r, http.StatusOK, Page{"Dashboard", "Signed in as " + current.GetUserID()})
	case needsRefresh(err):
		redirectToRefresh(w, r)
	default:
		ErrorPage(w, r, err)
	}
}
