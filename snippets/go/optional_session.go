package app

import (
	"net/http"

	"github.com/supertokens/supertokens-golang/recipe/session"
	"github.com/supertokens/supertokens-golang/recipe/session/sessmodels"
)

// Welcome is a page for users and for guests.
func Welcome(w http.ResponseWriter, r *http.Request) {
	current, err := session.GetSession(r, w, &sessmodels.VerifySessionOptions{
		SessionRequired:               new(false),
		AntiCsrfCheck:                 new(false),
		OverrideGlobalClaimValidators: noClaims,
	})
	switch {
	case needsRefresh(err):
		// An expired access token is still an error: this may be a user, so ask the refresh
		// page first.
		redirectToOptionalRefresh(w, r)
	case err != nil:
		ErrorPage(w, r, err)
	case current == nil: // No error and no session: a guest.
		render(w, r, http.StatusOK, Page{"Welcome", "Hello, guest"})
	default:
		render(w, r, http.StatusOK, Page{"Welcome", "Hello again, " + current.GetUserID()})
	}
}
