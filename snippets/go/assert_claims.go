package app

import (
	"net/http"

	"github.com/supertokens/supertokens-golang/recipe/session"
	"github.com/supertokens/supertokens-golang/recipe/session/claims"
	"github.com/supertokens/supertokens-golang/supertokens"
)

// AdminData asks for more than the session that VerifySession has found.
func AdminData(w http.ResponseWriter, r *http.Request) {
	current := session.GetSessionFromRequestContext(r.Context())
	admin := []claims.SessionClaimValidator{roles.Includes("admin", nil, nil)}
	if err := current.AssertClaims(admin); err != nil {
		// The SDK answers what is about the session: 403 for a claim.
		if err := supertokens.ErrorHandler(err, r, w); err != nil {
			ErrorPage(w, r, err)
		}
		return // ErrorHandler only writes an answer. It does not end this function.
	}
	writeJSON(w, r, map[string]string{"secret": "The cake is real"})
}
