package app

import (
	"github.com/supertokens/supertokens-golang/recipe/session/claims"
	"github.com/supertokens/supertokens-golang/recipe/session/sessmodels"
	"github.com/supertokens/supertokens-golang/supertokens"
)

// rolesClaim holds the user's roles, as they were at sign-in or when the claim was fetched
// last. roles makes its validators.
var rolesClaim, roles = claims.PrimitiveArrayClaim(
	"roles",
	func(userID, _ string, _ supertokens.UserContext) (any, error) {
		// The validators want []any, and panic at any other type, a []string or nil.
		values := []any{}
		for _, role := range rolesOf(userID) {
			values = append(values, role)
		}
		return values, nil
	},
	nil,
)

// noClaims makes a page one for every user, whatever the claims of the session say.
func noClaims(
	[]claims.SessionClaimValidator, sessmodels.SessionContainer, supertokens.UserContext,
) ([]claims.SessionClaimValidator, error) {
	return nil, nil
}
