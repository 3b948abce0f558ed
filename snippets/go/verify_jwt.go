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
	cookie, err := r.Cookie("sAccessToken")
	if err != nil {
		redirectToRefresh(w, r)
		return
	}
	userID, err := verifyAccessToken(r.Context(), cookie.Value)
	switch {
	case err != nil:
		ErrorPage(w, r, err)
	case userID == "":
		redirectToRefresh(w, r)
	default:
		render(w, r, http.StatusOK, Page{"Dashboard", "Signed in as " + userID})
	}
}

// verifyAccessToken gives the user id in an access token, "" where the token is not the
// valid access token of a session. It fails when the keys cannot be fetched: that says
// nothing about the session.
func verifyAccessToken(ctx context.Context, text string) (string, error) {
	message, err := jws.ParseString(text, jws.WithCompact())
	if err != nil {
		return "", nil
	}
	keyID, _ := message.Signatures()[0].ProtectedHeaders().KeyID()
	key, err := keyWithID(ctx, keyID)
	if err != nil || key == nil {
		return "", err
	}
	token, err := jwt.ParseString(text,
		// Never take the algorithm from the token: it could say "none", or HS256 with the
		// public key as its secret.
		jwt.WithKey(jwa.RS256(), key),
		// What counts is when it ends, not when it began: the core's clock may be ahead of
		// this one.
		jwt.WithResetValidators(true),
		jwt.WithValidator(jwt.IsExpirationValid()),
		// The core signs other JWTs with the same keys. Only a session's access token has a
		// session handle.
		jwt.WithRequiredClaim("sub"),
		jwt.WithRequiredClaim("exp"),
		jwt.WithRequiredClaim("sessionHandle"),
	)
	if err != nil {
		return "", nil
	}
	// OAuth2 tokens name their kind in stt; a session's access token has none, or 0.
	var kind any
	if err := token.Get("stt", &kind); err == nil && kind != float64(0) {
		return "", nil
	}
	userID, _ := token.Subject()
	return userID, nil
}
