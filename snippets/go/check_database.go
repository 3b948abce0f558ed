package app

import (
	"net/http"

	"github.com/supertokens/supertokens-golang/recipe/session"
	"github.com/supertokens/supertokens-golang/recipe/session/sessmodels"
)

// DashboardChecked asks the core on every request: a revoked session ends at once, not only
// when its access token expires.
func DashboardChecked(w http.ResponseWriter, r *http.Request) {
	current, err := session.GetSession(r, w, &sessmodels.VerifySessionOptions{
		AntiCsrfCheck:                 new(false),
		OverrideGlobalClaimValidators: noClaims,
		CheckDatabase:                 new(true),
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
