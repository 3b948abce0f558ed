package app

import (
	"net/http"
	"strings"

	"github.com/supertokens/supertokens-golang/recipe/session/sessmodels"
	"github.com/supertokens/supertokens-golang/supertokens"
)

// TokenTransferMethod puts tokens in headers for a mobile app, and in cookies for every
// browser: a page load carries only cookies.
func TokenTransferMethod(
	r *http.Request, _ bool, _ supertokens.UserContext,
) sessmodels.TokenTransferMethod {
	// Every current browser sends this header, and a script cannot omit it. A script that could
	// request tokens in headers could read them.
	if r.Header.Get("Sec-Fetch-Site") != "" {
		return sessmodels.CookieTransferMethod
	}
	// A mobile app's SDK states where it expects the tokens.
	if r.Header.Get("St-Auth-Mode") == "header" ||
		strings.HasPrefix(r.Header.Get("Authorization"), "Bearer ") {
		return sessmodels.HeaderTransferMethod
	}
	return sessmodels.CookieTransferMethod
}
