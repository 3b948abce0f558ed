package app

import (
	"net/http"

	"github.com/supertokens/supertokens-golang/recipe/session"
	"github.com/supertokens/supertokens-golang/recipe/session/claims"
	"github.com/supertokens/supertokens-golang/supertokens"
)

// AdminData requires a claim of the session that VerifySession has found.
func AdminData(w http.ResponseWriter, r *http.Request) {
	current := session.GetSessionFromRequestContext(r.Context())
	admin := []claims.SessionClaimValidator{roles.Includes("admin", nil, nil)}
	if err := current.AssertClaims(admin); err != nil {
		// The SDK responds to session errors: 403 for a claim.
		if err := supertokens.ErrorHandler(err, r, w); err != nil {
			ErrorPage(w, r, err)
		}
		return // ErrorHandler writes a response. It does not end this function.
	}
	writeJSON(w, r, map[string]string{"secret": "The cake is real"})
}
