package app

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"sync"
	"time"
)

const (
	// coreTimeout is how long a call to the core may take.
	coreTimeout = 5 * time.Second
	// keysCooldown is the time between two attempts to fetch the keys, as in the SDK for Node.
	keysCooldown = 500 * time.Millisecond
)

// keysTransport fetches the core's public keys. Anyone can send a token with an unknown key
// id, which makes a server fetch them again. Within the cooldown, every request gets the
// result of the last attempt, including an error.
type keysTransport struct {
	base http.RoundTripper

	lock     sync.Mutex
	ended    time.Time // Of the last attempt.
	response *http.Response
	body     []byte
	err      error
}

func (t *keysTransport) RoundTrip(r *http.Request) (*http.Response, error) {
	// One fetch serves all requests that need the keys now: the others wait for it here.
	t.lock.Lock()
	defer t.lock.Unlock()
	if time.Since(t.ended) >= keysCooldown {
		t.response, t.body, t.err = t.fetch(r)
		t.ended = time.Now()
	}
	if t.err != nil {
		return nil, t.err
	}
	response := *t.response
	response.Request = r
	response.Header = t.response.Header.Clone()
	response.Body = io.NopCloser(bytes.NewReader(t.body))
	return &response, nil
}

func (t *keysTransport) fetch(r *http.Request) (*http.Response, []byte, error) {
	// The fetch continues when the request that caused it is cancelled: others wait for it.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), coreTimeout)
	defer cancel()
	response, err := t.base.RoundTrip(r.WithContext(ctx))
	if err != nil {
		return nil, nil, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	return response, body, err
}
