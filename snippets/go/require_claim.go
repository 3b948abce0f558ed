package app

import (
	"net/http"
	"slices"

	"github.com/supertokens/supertokens-golang/recipe/session"
	"github.com/supertokens/supertokens-golang/recipe/session/claims"
	"github.com/supertokens/supertokens-golang/recipe/session/sessmodels"
	"github.com/supertokens/supertokens-golang/supertokens"
)

// Admin is a page for users with the role "admin".
func Admin(w http.ResponseWriter, r *http.Request) {
	options := pageLoad()
	options.OverrideGlobalClaimValidators = alsoAdmin
	current, err := session.GetSession(r, w, &options)
	if err != nil {
		handleSessionError(w, r, err, redirectToRefresh)
		return
	}
	render(w, r, http.StatusOK, Page{"Admin", current.GetUserID() + " is an admin"})
}

// alsoAdmin adds to the global validators and keeps them: other recipes have validators
// there.
func alsoAdmin(
	global []claims.SessionClaimValidator, _ sessmodels.SessionContainer, _ supertokens.UserContext,
) ([]claims.SessionClaimValidator, error) {
	// All requests share this slice. Clip makes append copy it.
	all := append(slices.Clip(global), roles.Includes("admin", nil, nil))
	return withoutFetching(all...), nil
}
