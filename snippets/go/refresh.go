package app

import (
	"net/http"
	"net/url"
)

// redirectToRefresh sends the browser to the refresh page, which comes back to this very URL,
// query string included, or goes on to the login page.
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
