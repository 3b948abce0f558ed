package app

import (
	"context"
	"errors"
	"net/http"
	"testing"
)

type roundTripper func(*http.Request) (*http.Response, error)

func (send roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return send(r) }

// What a reader's own code sends with http.DefaultTransport must not get the limit of the core.
func TestOnlyTheCoreHasALimit(t *testing.T) {
	before := http.DefaultTransport
	defer func() { http.DefaultTransport = before }()
	var limited bool
	http.DefaultTransport = roundTripper(func(r *http.Request) (*http.Response, error) {
		_, limited = r.Context().Deadline()
		return nil, errors.New("sent")
	})
	if err := boundCoreCalls(); err != nil {
		t.Fatal(err)
	}
	for address, want := range map[string]bool{
		coreURI + "/apiversion":                     true,
		coreURI + "/.well-known/jwks.json":          true,
		"https://api.example/.well-known/jwks.json": false,
		"https://api.example/export":                false,
	} {
		r, _ := http.NewRequestWithContext(context.Background(), http.MethodGet, address, nil)
		limited = !want
		_, _ = http.DefaultClient.Do(r)
		if limited != want {
			t.Errorf("%s: limited %v, want %v", address, limited, want)
		}
	}
}

func TestAnAddressOfTheCoreWithoutASchemeIsRefused(t *testing.T) {
	before := coreURI
	defer func() { coreURI = before }()
	coreURI = "localhost:3567"
	if boundCoreCalls() == nil {
		t.Error("no error: calls to the core would have no limit")
	}
}
