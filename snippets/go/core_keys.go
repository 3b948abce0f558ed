package app

import (
	"context"
	"fmt"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/lestrrat-go/jwx/v3/jwk"
	"golang.org/x/sync/singleflight"
)

const (
	keysMaxAge   = 4 * time.Hour
	keysCooldown = 500 * time.Millisecond
)

type keySet struct {
	jwk.Set
	fetched time.Time
}

var (
	keys     atomic.Pointer[keySet]
	fetching singleflight.Group
	client   = &http.Client{Timeout: 5 * time.Second}
)

// keyWithID gives a public key of the core; nil where the core has no such key. The keys
// are fetched when they are first needed or too old, and for an unknown one twice a second
// at most. Meanwhile, whoever needs a known key does not wait.
func keyWithID(ctx context.Context, id string) (jwk.Key, error) {
	if known := keys.Load(); known != nil {
		age := time.Since(known.fetched)
		key, found := known.LookupKeyID(id)
		if age < keysCooldown || (found && age < keysMaxAge) {
			return key, nil
		}
	}
	// One fetch for all who ask now: it goes on when one of them gives up.
	ctx = context.WithoutCancel(ctx)
	_, err, _ := fetching.Do("", func() (any, error) {
		// Public keys: no API key is needed.
		set, err := jwk.Fetch(ctx, coreURI+"/.well-known/jwks.json", jwk.WithHTTPClient(client))
		if err == nil {
			keys.Store(&keySet{set, time.Now()})
		}
		return nil, err
	})
	if err != nil {
		return nil, fmt.Errorf("cannot fetch the core's public keys: %w", err)
	}
	key, _ := keys.Load().LookupKeyID(id)
	return key, nil
}
