package app

import (
	"io"
	"net/http"

	"github.com/supertokens/supertokens-golang/recipe/session/sessmodels"
)

func dashboard(w http.ResponseWriter, _ *http.Request, s sessmodels.SessionContainer) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = io.WriteString(w, "Signed in as "+s.GetUserID())
}
