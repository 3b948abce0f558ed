package app

import (
	"context"
	"fmt"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/lestrrat-go/jwx/v3/jwk"
)

const keysMaxAge = 4 * time.Hour

type keySet struct {
	jwk.Set
	fetched time.Time
}

var (
	keys       atomic.Pointer[keySet]
	keysClient = &http.Client{Transport: &keysTransport{base: http.DefaultTransport}}
)

// keyWithID returns a public key of the core; nil where the core has no such key. The keys are
// fetched when they are first needed or too old, and for an unknown one twice a second at most.
// Requests that need a known key do not wait meanwhile.
func keyWithID(ctx context.Context, id string) (jwk.Key, error) {
	if known := keys.Load(); known != nil && time.Since(known.fetched) < keysMaxAge {
		if key, found := known.LookupKeyID(id); found {
			return key, nil
		}
	}
	// Public keys: no API key is needed.
	set, err := jwk.Fetch(ctx, coreURI+"/.well-known/jwks.json", jwk.WithHTTPClient(keysClient))
	if err != nil {
		return nil, fmt.Errorf("cannot fetch the core's public keys: %w", err)
	}
	keys.Store(&keySet{set, time.Now()})
	key, _ := set.LookupKeyID(id)
	return key, nil
}
