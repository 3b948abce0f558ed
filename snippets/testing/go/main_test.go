package main

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

type newSession struct {
	Handle, AccessToken string
}

// load requests a page as a browser does: with a cookie and nothing else.
func load(app http.Handler, path, accessToken string) *httptest.ResponseRecorder {
	request := httptest.NewRequest("GET", path, nil)
	request.AddCookie(&http.Cookie{Name: "sAccessToken", Value: accessToken})
	response := httptest.NewRecorder()
	app.ServeHTTP(response, request)
	return response
}

func TestSession(t *testing.T) {
	core := startMockCore(t)
	app, err := newApp(core.url)
	if err != nil {
		t.Fatal(err)
	}
	var ada newSession
	signIn := func(t *testing.T) {
		core.control(t, "recover", object{}, nil)
		core.control(t, "clearRequests", object{}, nil)
		core.control(t, "createSession", object{"userId": "ada"}, &ada)
	}

	t.Run("is shown the page", func(t *testing.T) {
		signIn(t)

		response := load(app, "/dashboard", ada.AccessToken)

		if body := response.Body.String(); body != "Signed in as ada" {
			t.Errorf("the page says %q", body)
		}
		if stored := response.Header().Get("Cache-Control"); stored != "private, no-store" {
			t.Errorf("a cache is told %q", stored)
		}
	})

	t.Run("is that of a user with roles, made in one call", func(t *testing.T) {
		core.control(t, "recover", object{}, nil)
		user := core.signIn(t, "grace@example.com", "admin")

		response := load(app, "/dashboard", user.AccessToken)

		if body := response.Body.String(); body != "Signed in as "+user.UserID {
			t.Errorf("the page says %q", body)
		}
	})

	t.Run("leads to the refresh page when its access token has expired", func(t *testing.T) {
		signIn(t)
		var expired string
		core.control(t, "expire", object{"accessToken": ada.AccessToken}, &expired)

		response := load(app, "/dashboard?tab=2", expired)

		want := "/refresh-session?redirectBack=%2Fdashboard%3Ftab%3D2"
		if location := response.Header().Get("Location"); response.Code != 302 || location != want {
			t.Errorf("answered %d, leads to %q", response.Code, location)
		}
	})

	t.Run("is over for a page that asks the core once it was revoked", func(t *testing.T) {
		signIn(t)
		core.control(t, "revoke", object{"sessionHandle": ada.Handle}, nil)

		if code := load(app, "/dashboard", ada.AccessToken).Code; code != 200 {
			t.Errorf("/dashboard answered %d", code)
		}
		if code := load(app, "/dashboard-checked", ada.AccessToken).Code; code != 302 {
			t.Errorf("/dashboard-checked answered %d", code)
		}
		var asked struct{ Body struct{ CheckDatabase bool } }
		core.control(t, "takeRequest", object{"match": "POST /recipe/session/verify"}, &asked)
		if !asked.Body.CheckDatabase {
			t.Error("the core was not asked to look at its database")
		}
	})

	t.Run("gets its pages while the core is down", func(t *testing.T) {
		signIn(t)
		load(app, "/dashboard", ada.AccessToken) // The app has the core's keys by now.
		core.control(t, "outage", object{"mode": "refuse"}, nil)

		if code := load(app, "/dashboard", ada.AccessToken).Code; code != 200 {
			t.Errorf("/dashboard answered %d", code)
		}
		if code := load(app, "/dashboard-checked", ada.AccessToken).Code; code != 500 {
			t.Errorf("/dashboard-checked answered %d", code)
		}
	})
}
