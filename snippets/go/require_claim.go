package app

import (
	"errors"
	"net/http"
	"slices"

	"github.com/supertokens/supertokens-golang/recipe/session"
	"github.com/supertokens/supertokens-golang/recipe/session/claims"
	sessionerrors "github.com/supertokens/supertokens-golang/recipe/session/errors"
	"github.com/supertokens/supertokens-golang/recipe/session/sessmodels"
	"github.com/supertokens/supertokens-golang/supertokens"
)

// Admin is a page for users with the role "admin".
func Admin(w http.ResponseWriter, r *http.Request) {
	current, err := session.GetSession(r, w, &sessmodels.VerifySessionOptions{
		AntiCsrfCheck:                 new(false),
		OverrideGlobalClaimValidators: alsoAdmin,
	})
	switch {
	case err == nil:
		render(w, r, http.StatusOK, Page{"Admin", current.GetUserID() + " is an admin"})
	case errors.As(err, new(sessionerrors.InvalidClaimError)):
		// The session is fine, it just may not see this page. A refresh would change nothing.
		render(w, r, http.StatusForbidden, Page{"Not allowed", "This page is for admins"})
	case needsRefresh(err):
		redirectToRefresh(w, r)
	default:
		ErrorPage(w, r, err)
	}
}

func alsoAdmin(
	global []claims.SessionClaimValidator, _ sessmodels.SessionContainer, _ supertokens.UserContext,
) ([]claims.SessionClaimValidator, error) {
	return append(slices.Clip(global), roles.Includes("admin", nil, nil)), nil
}
