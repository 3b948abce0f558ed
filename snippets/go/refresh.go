package app

import (
	"errors"
	"net/http"
	"net/url"

	sessionerrors "github.com/supertokens/supertokens-golang/recipe/session/errors"
)

// needsRefresh is true for both outcomes that lead to the refresh page. With
// TryRefreshTokenError the access token has expired and a refresh renews it. With
// UnauthorizedError there is no session: the refresh fails, and that is what tells the
// front end to forget the session it may still believe in. Sent straight to the login page,
// it could come back forever.
func needsRefresh(err error) bool {
	return errors.As(err, new(sessionerrors.TryRefreshTokenError)) ||
		errors.As(err, new(sessionerrors.UnauthorizedError))
}

// redirectToRefresh sends the browser to the refresh page, which comes back to this very
// address, query string included, or goes on to the login page.
func redirectToRefresh(w http.ResponseWriter, r *http.Request) {
	query := "?redirectBack=" + url.QueryEscape(r.URL.RequestURI())
	http.Redirect(w, r, "/refresh-session"+query, http.StatusFound)
}

// redirectToOptionalRefresh does the same for a page that guests may see: the refresh page
// comes back without a session too.
func redirectToOptionalRefresh(w http.ResponseWriter, r *http.Request) {
	query := "?redirectBack=" + url.QueryEscape(r.URL.RequestURI()) + "&optional=true"
	http.Redirect(w, r, "/refresh-session"+query, http.StatusFound)
}
