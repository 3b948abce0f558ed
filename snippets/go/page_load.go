package app

import (
	"github.com/supertokens/supertokens-golang/recipe/session/claims"
	"github.com/supertokens/supertokens-golang/recipe/session/sessmodels"
	"github.com/supertokens/supertokens-golang/supertokens"
)

// pageLoad holds the GetSession options for a page. A page load is a GET and must not
// change anything.
func pageLoad() sessmodels.VerifySessionOptions {
	return sessmodels.VerifySessionOptions{
		// A browser adds no custom header to a page load, and a request without side effects
		// needs no CSRF protection.
		AntiCsrfCheck: new(false),
		OverrideGlobalClaimValidators: func(
			validators []claims.SessionClaimValidator, _ sessmodels.SessionContainer,
			_ supertokens.UserContext,
		) ([]claims.SessionClaimValidator, error) {
			return withoutFetching(validators...), nil
		},
	}
}

// missing is the reason of a validator whose claim is not in the access token, as in the SDK.
const missing = "value does not exist"

// withoutFetching makes the validators check the claims that the access token holds.
// Otherwise a validator fetches a claim that is missing or too old, which changes the
// session's payload during a GET and calls the core.
func withoutFetching(validators ...claims.SessionClaimValidator) []claims.SessionClaimValidator {
	var fixed []claims.SessionClaimValidator
	for _, validator := range validators {
		validate := validator.Validate
		validator.ShouldRefetch = nil
		validator.Validate = func(
			payload map[string]any, userContext supertokens.UserContext,
		) claims.ClaimValidationResult {
			// The SDK's own validators of arrays panic at a claim that is missing.
			claim := validator.Claim
			if claim != nil && claim.GetValueFromPayload(payload, userContext) == nil {
				return claims.ClaimValidationResult{Reason: map[string]any{"message": missing}}
			}
			return validate(payload, userContext)
		}
		fixed = append(fixed, validator)
	}
	return fixed
}
