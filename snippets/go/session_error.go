package app

import (
	"errors"
	"net/http"

	sessionerrors "github.com/supertokens/supertokens-golang/recipe/session/errors"
)

// handleSessionError responds to the error of GetSession on a page. toRefresh is
// redirectToRefresh, or redirectToOptionalRefresh where the page is for guests too.
//
// TryRefreshTokenError and UnauthorizedError both lead to the refresh page. With
// TryRefreshTokenError the access token has expired, and the refresh page gets a new one. With
// UnauthorizedError there is no session: the refresh fails, and only a failed refresh makes
// the front end drop a session that it may still assume. Sent straight to the login page, the
// visitor could be redirected back forever.
func handleSessionError(
	w http.ResponseWriter, r *http.Request, err error, toRefresh http.HandlerFunc,
) {
	switch {
	case needsRefresh(err):
		toRefresh(w, r)
	case errors.As(err, new(sessionerrors.InvalidClaimError)):
		// The session is valid but lacks a claim that this page requires. A refresh would not
		// change that.
		render(w, r, http.StatusForbidden,
			Page{"Not allowed", "Your account cannot open this page"})
	default:
		ErrorPage(w, r, err)
	}
}

func needsRefresh(err error) bool {
	if errors.As(err, new(sessionerrors.TryRefreshTokenError)) ||
		errors.As(err, new(sessionerrors.UnauthorizedError)) {
		return true
	}
	// The session started before the claim existed: the refresh adds the claim.
	var invalid sessionerrors.InvalidClaimError
	if errors.As(err, &invalid) {
		for _, failed := range invalid.InvalidClaims {
			reason, _ := failed.Reason.(map[string]any)
			if reason["message"] == missing {
				return true
			}
		}
	}
	return false
}
