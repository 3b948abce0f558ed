package app

import (
	"encoding/json"
	"net/http"

	"github.com/supertokens/supertokens-golang/recipe/session"
)

// addAPI adds the API routes. Without a valid session VerifySession responds on its own, with
// 401, or 403 for a claim, and does not call the handler. For every method except GET it also
// requires the header rid, which the front-end SDK adds.
func addAPI(routes *http.ServeMux) {
	routes.HandleFunc("/api/user", session.VerifySession(nil, User))
	routes.HandleFunc("GET /api/admin", session.VerifySession(nil, AdminData))
}

// User responds to a request that VerifySession has let through.
func User(w http.ResponseWriter, r *http.Request) {
	current := session.GetSessionFromRequestContext(r.Context())
	writeJSON(w, r, struct {
		UserID        string `json:"userId"`
		SessionHandle string `json:"sessionHandle"`
		Roles         any    `json:"roles"`
	}{current.GetUserID(), current.GetHandle(), current.GetClaimValue(rolesClaim)})
}

func writeJSON(w http.ResponseWriter, r *http.Request, value any) {
	text, err := json.Marshal(value)
	if err != nil {
		ErrorPage(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write(text)
}
