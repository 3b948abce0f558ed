package app

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

// boundCoreCalls gives every call of the SDK to the core a time limit. The SDK has none: if
// the core accepts connections but does not respond, every page that needs it hangs. Its
// NetworkInterceptor cannot set one, since it sees no fetch of the keys, and the SDK drops the
// context that it gives to GET /apiversion. What the SDK does use is http.DefaultTransport.
func boundCoreCalls() error {
	core, err := url.Parse(coreURI)
	if err != nil || core.Host == "" {
		return fmt.Errorf("the URI of the core is no URL: %q", coreURI)
	}
	base := http.DefaultTransport
	http.DefaultTransport = coreTransport{
		RoundTripper: base,
		host:         core.Host,
		keys:         &keysTransport{base: base},
		// The limit of a client includes the body. The SDK's own client follows redirects.
		limited: &http.Client{Transport: base, Timeout: coreTimeout, CheckRedirect: asItIs},
	}
	return nil
}

func asItIs(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

// coreTransport sends requests to the core in its own ways, and all others as before.
type coreTransport struct {
	http.RoundTripper
	host    string
	keys    http.RoundTripper
	limited *http.Client
}

func (t coreTransport) RoundTrip(r *http.Request) (*http.Response, error) {
	switch {
	case r.URL.Host != t.host:
		return t.RoundTripper.RoundTrip(r)
	case strings.HasSuffix(r.URL.Path, "/.well-known/jwks.json"):
		// The SDK fetches them for every token with an unknown key id.
		return t.keys.RoundTrip(r)
	default:
		return t.limited.Do(r)
	}
}
