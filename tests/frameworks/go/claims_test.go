package app

import (
	"testing"

	"github.com/supertokens/supertokens-golang/recipe/session/claims"
	"github.com/supertokens/supertokens-golang/recipe/session/sessmodels"
)

// The SDK hands the same slice to all requests, and it may have room behind its end.
func TestNoRequestWritesIntoTheSharedValidators(t *testing.T) {
	sdk := override(sessmodels.RecipeInterface{
		CreateNewSession: new(func(
			string, map[string]any, map[string]any, *bool, string, *map[string]any,
		) (sessmodels.SessionContainer, error) {
			return nil, nil
		}),
		RefreshSession: new(func(
			string, *string, bool, *map[string]any,
		) (sessmodels.SessionContainer, error) {
			return nil, nil
		}),
		GetSession: new(func(
			*string, *string, *sessmodels.VerifySessionOptions, *map[string]any,
		) (sessmodels.SessionContainer, error) {
			return nil, nil
		}),
	})
	for name, add := range map[string]func(shared []claims.SessionClaimValidator) int{
		"the global ones": func(shared []claims.SessionClaimValidator) int {
			all, _ := (*sdk.GetGlobalClaimValidators)("alice", shared, "public", nil)
			return len(all)
		},
		"those of the admin page": func(shared []claims.SessionClaimValidator) int {
			all, _ := alsoAdmin(shared, nil, nil)
			return len(all)
		},
	} {
		room := make([]claims.SessionClaimValidator, 2)
		if count := add(room[:1]); count != 2 {
			t.Errorf("%s: %d validators, not 2", name, count)
		}
		if room[1].Validate != nil {
			t.Errorf("%s: written into the slice of all requests", name)
		}
	}
}
