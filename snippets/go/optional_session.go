package app

import (
	"net/http"

	"github.com/supertokens/supertokens-golang/recipe/session"
)

// Welcome is a page for users and for guests.
func Welcome(w http.ResponseWriter, r *http.Request) {
	options := pageLoad()
	options.SessionRequired = new(false)
	current, err := session.GetSession(r, w, &options)
	switch {
	case err != nil:
		// An expired access token is still an error: the visitor may be signed in, so the
		// refresh page comes first.
		handleSessionError(w, r, err, redirectToOptionalRefresh)
	case current == nil: // No error and no session: a guest.
		render(w, r, http.StatusOK, Page{"Welcome", "Hello, guest"})
	default:
		render(w, r, http.StatusOK, Page{"Welcome", "Hello again, " + current.GetUserID()})
	}
}
