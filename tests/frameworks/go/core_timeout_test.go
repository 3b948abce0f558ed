package app

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
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

func TestAVisitorWhoGivesUpDoesNotCostTheOthersTheKeys(t *testing.T) {
	fetches := 0
	transport := &keysTransport{base: roundTripper(func(r *http.Request) (*http.Response, error) {
		fetches++
		body := io.NopCloser(strings.NewReader("keys"))
		return &http.Response{StatusCode: http.StatusOK, Body: body}, r.Context().Err()
	})}
	gone, cancel := context.WithCancel(context.Background())
	cancel()
	for _, ctx := range []context.Context{gone, context.Background()} {
		r, _ := http.NewRequestWithContext(ctx, http.MethodGet, coreURI, nil)
		response, err := transport.RoundTrip(r)
		if err != nil {
			t.Fatal(err)
		}
		if body, _ := io.ReadAll(response.Body); string(body) != "keys" {
			t.Errorf("got %q", body)
		}
	}
	if fetches != 1 {
		t.Errorf("%d fetches within the cooldown, not 1", fetches)
	}
}

func TestAURIOfTheCoreWithoutASchemeIsRefused(t *testing.T) {
	before := coreURI
	defer func() { coreURI = before }()
	coreURI = "localhost:3567"
	if boundCoreCalls() == nil {
		t.Error("no error: calls to the core would have no limit")
	}
}
