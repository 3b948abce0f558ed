package app

import (
	"net/http"
	"net/url"
	"strings"
)

// redirectToRefresh sends the browser to the refresh page, which comes back to this very URL,
// query string included, or goes on to the login page. It responds 401 to a request that is no
// page load.
func redirectToRefresh(w http.ResponseWriter, r *http.Request) {
	toRefreshPage(w, r, "")
}

// redirectToOptionalRefresh does the same for a page that guests may see: the refresh page
// comes back without a session too.
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

// isNavigation tells whether a browser loads a page. A script, an image and a download have no
// use for the refresh page: they would follow a redirect, and take it for what they have
// requested.
func isNavigation(r *http.Request) bool {
	// Absent in an old browser, and where a site has no TLS.
	mode := r.Header.Get("Sec-Fetch-Mode")
	// A download is a navigation too: Chromium sends it without an Accept header.
	return (mode == "" || mode == "navigate") &&
		strings.Contains(r.Header.Get("Accept"), "text/html")
}
