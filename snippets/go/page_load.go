package app

import (
	"github.com/supertokens/supertokens-golang/recipe/session/claims"
	"github.com/supertokens/supertokens-golang/recipe/session/sessmodels"
	"github.com/supertokens/supertokens-golang/supertokens"
)

// pageLoad is how a page reads the session. A page load is a GET: it must not change anything.
func pageLoad() sessmodels.VerifySessionOptions {
	return sessmodels.VerifySessionOptions{
		// A browser adds no header to a page load, and a request that changes nothing needs no
		// protection from forgery.
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

// withoutFetching returns the validators, checking the claims as they stand in the access
// token. Left alone, a validator whose claim is missing or too old fetches it, which changes
// the payload of the session during a GET and calls the core.
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
