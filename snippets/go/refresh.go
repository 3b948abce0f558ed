package app

import (
	"net/http"
	"net/url"
	"strings"
)

// redirectToRefresh sends the browser to the refresh page, which returns to this URL, query
// string included, or goes on to the login page. It responds 401 to a request that is not a
// page load.
func redirectToRefresh(w http.ResponseWriter, r *http.Request) {
	toRefreshPage(w, r, "")
}

// redirectToOptionalRefresh does the same for a page that guests may see: the refresh page
// returns even without a session.
func redirectToOptionalRefresh(w http.ResponseWriter, r *http.Request) {
	toRefreshPage(w, r, "&optional=true")
}

func toRefreshPage(w http.ResponseWriter, r *http.Request, option string) {
	if !isNavigation(r) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusUnauthorized)
		_, _ = w.Write([]byte(`{"message":"try refresh token"}`))
		return
	}
	query := "?redirectBack=" + url.QueryEscape(r.URL.RequestURI()) + option
	http.Redirect(w, r, "/refresh-session"+query, http.StatusFound)
}

// isNavigation tells whether a browser loads a page. A script, an image or a download has no
// use for the refresh page: it would follow the redirect and treat that page as what it
// requested.
func isNavigation(r *http.Request) bool {
	// Old browsers do not send it, nor does any browser without TLS.
	mode := r.Header.Get("Sec-Fetch-Mode")
	// A download is a navigation too: Chromium sends it without an Accept header.
	return (mode == "" || mode == "navigate") &&
		strings.Contains(r.Header.Get("Accept"), "text/html")
}
