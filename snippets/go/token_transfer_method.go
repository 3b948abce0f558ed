package app

import (
	"net/http"
	"strings"

	"github.com/supertokens/supertokens-golang/recipe/session/sessmodels"
	"github.com/supertokens/supertokens-golang/supertokens"
)

// TokenTransferMethod puts tokens in headers for a mobile app, and in cookies for every browser:
// a page load has nothing but cookies.
func TokenTransferMethod(
	r *http.Request, _ bool, _ supertokens.UserContext,
) sessmodels.TokenTransferMethod {
	// Every current browser sends this, and no script can leave it out. A script that could ask
	// for tokens in headers could read them.
	if r.Header.Get("Sec-Fetch-Site") != "" {
		return sessmodels.CookieTransferMethod
	}
	// The SDK of a mobile app says where it wants the tokens.
	if r.Header.Get("St-Auth-Mode") == "header" ||
		strings.HasPrefix(r.Header.Get("Authorization"), "Bearer ") {
		return sessmodels.HeaderTransferMethod
	}
	return sessmodels.CookieTransferMethod
}
