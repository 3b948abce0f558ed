package app

import "net/http"

// crossOrigin detects requests from other sites by what the browser states: Sec-Fetch-Site
// or, where an old browser or plain http has none, an Origin whose host is not the request's
// Host. A request with neither header does not come from a browser, and passes.
var crossOrigin = http.NewCrossOriginProtection()

func init() {
	// The origins whose pages may send state-changing requests: add your other ones.
	for _, origin := range []string{Origin} {
		if err := crossOrigin.AddTrustedOrigin(origin); err != nil {
			panic(err)
		}
	}
}

// SameOrigin refuses every state-changing request from another site, including a sign-in, a
// refresh and a sign-out: another site's page must not sign a visitor in or out. It lets
// GET, HEAD and OPTIONS through: they are safe methods (RFC 9110, section 9.2.1).
func SameOrigin(next http.Handler) http.Handler {
	return crossOrigin.Handler(next)
}
