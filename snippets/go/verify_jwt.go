package app

import (
	"context"
	"net/http"

	"github.com/lestrrat-go/jwx/v3/jwa"
	"github.com/lestrrat-go/jwx/v3/jws"
	"github.com/lestrrat-go/jwx/v3/jwt"
)

// DashboardJWT is a page of a web server that has the core's public keys and nothing else.
func DashboardJWT(w http.ResponseWriter, r *http.Request) {
	// Two access tokens are not a valid session: nothing tells which one is the visitor's.
	cookies := r.CookiesNamed("sAccessToken")
	if len(cookies) != 1 {
		redirectToRefresh(w, r)
		return
	}
	userID, err := verifyAccessToken(r.Context(), cookies[0].Value)
	switch {
	case err != nil:
		ErrorPage(w, r, err)
	case userID == "":
		redirectToRefresh(w, r)
	default:
		render(w, r, http.StatusOK, Page{"Dashboard", "Signed in as " + userID})
	}
}

// verifyAccessToken returns the user id in an access token; "" if the token is not a valid
// access token of a session. It fails if the keys cannot be fetched: the session may still be
// valid.
func verifyAccessToken(ctx context.Context, text string) (string, error) {
	message, err := jws.ParseString(text, jws.WithCompact())
	if err != nil {
		return "", nil
	}
	header := message.Signatures()[0].ProtectedHeaders()
	keyID, _ := header.KeyID()
	key, err := keyWithID(ctx, keyID)
	if err != nil || key == nil {
		return "", err
	}
	token, err := jwt.ParseString(text,
		// Never take the algorithm from the token: it could say "none", or HS256 with the
		// public key as its secret.
		jwt.WithKey(jwa.RS256(), key),
		// All checks of the time but one: the core's clock may be ahead of this one, so a token
		// may have been issued in the future.
		jwt.WithResetValidators(true),
		jwt.WithValidator(jwt.IsExpirationValid()),
		jwt.WithValidator(jwt.IsNbfValid()),
		jwt.WithRequiredClaim("exp"),
	)
	if err != nil {
		return "", nil
	}
	// The core signs other JWTs with the same keys. Only an access token has a version in its
	// header and a session handle. An OAuth2 token has a kind in stt, which is missing or 0
	// in a session's access token.
	var version, sessionHandle string
	var kind any
	if header.Get("version", &version) != nil || token.Get("sessionHandle", &sessionHandle) != nil {
		return "", nil
	}
	if token.Get("stt", &kind) == nil && kind != float64(0) {
		return "", nil
	}
	userID, _ := token.Subject()
	return userID, nil
}
