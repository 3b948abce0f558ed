package app

import (
	"reflect"

	"github.com/supertokens/supertokens-golang/recipe/session/claims"
	"github.com/supertokens/supertokens-golang/recipe/session/sessmodels"
	"github.com/supertokens/supertokens-golang/supertokens"
)

// rolesClaim holds the user's roles, as they were at the sign-in or at the last refresh. roles
// makes its validators.
var rolesClaim, roles = claims.PrimitiveArrayClaim(
	"roles",
	func(userID, _ string, _ supertokens.UserContext) (any, error) {
		return claimedRoles(userID), nil
	},
	nil,
)

// claimedRoles returns the user's roles as the claim holds them. The validators want []any, and
// panic at any other type, a []string or nil.
func claimedRoles(userID string) []any {
	values := []any{}
	for _, role := range rolesOf(userID) {
		values = append(values, role)
	}
	return values
}

// updateRoles brings the roles in a session up to date. It calls the core only where they have
// changed.
func updateRoles(current sessmodels.SessionContainer) error {
	now := claimedRoles(current.GetUserID())
	if reflect.DeepEqual(current.GetClaimValue(rolesClaim), any(now)) {
		return nil
	}
	return current.SetClaimValue(rolesClaim, now)
}
