package app

import "net/http"

// crossOrigin tells the requests of other sites by what the browser says: Sec-Fetch-Site or,
// where an old browser or plain http has none, an Origin whose host is not the Host of the
// request. A request with neither header comes from no browser, and passes.
var crossOrigin = http.NewCrossOriginProtection()

func init() {
	// The origins whose pages may send requests that change something: add your other ones.
	for _, origin := range []string{Origin} {
		if err := crossOrigin.AddTrustedOrigin(origin); err != nil {
			panic(err)
		}
	}
}

// SameOrigin refuses every request of another site that could change something, a sign-in, a
// refresh and a sign-out included: a foreign page must not sign a visitor in or out. It lets
// GET, HEAD and OPTIONS through: they change nothing (RFC 9110, section 9.2.1).
func SameOrigin(next http.Handler) http.Handler {
	return crossOrigin.Handler(next)
}
