def test_a_session_is_shown_the_page(browser, core):
    session = core.control("createSession", userId="ada")
    browser.set_cookie("sAccessToken", session["accessToken"])

    response = browser.get("/dashboard")

    assert response.text == "Signed in as ada"
    assert response.headers["Cache-Control"] == "private, no-store"


def test_an_expired_access_token_leads_to_the_refresh_page(browser, core):
    session = core.control("createSession", userId="ada")
    expired = core.control("expire", accessToken=session["accessToken"])
    browser.set_cookie("sAccessToken", expired)

    response = browser.get("/dashboard?tab=2")

    assert response.status_code == 302
    assert response.location == "/refresh-session?redirectBack=%2Fdashboard%3Ftab%3D2"


def test_a_page_that_asks_the_core_notices_a_revoked_session(browser, core):
    session = core.control("createSession", userId="ada")
    browser.set_cookie("sAccessToken", session["accessToken"])
    core.control("revoke", sessionHandle=session["handle"])

    assert browser.get("/dashboard").status_code == 200
    assert browser.get("/dashboard-checked").status_code == 302

    asked = core.control("takeRequest", match="POST /recipe/session/verify")
    assert asked["body"]["checkDatabase"] is True


def test_while_the_core_is_down_pages_of_a_session_work(browser, core):
    session = core.control("createSession", userId="ada")
    browser.set_cookie("sAccessToken", session["accessToken"])
    browser.get("/dashboard")  # The app has the core's keys by now.
    core.control("outage", mode="refuse")

    assert browser.get("/dashboard").status_code == 200
    assert browser.get("/dashboard-checked").status_code == 500


def test_a_user_with_a_session_and_roles_in_one_call(signed_in):
    assert signed_in.get("/dashboard").text == f"Signed in as {signed_in.user_id}"


def test_the_code_that_a_user_would_be_sent(core):
    core.send_code("ada@example.com")

    assert core.control("takeCode", to="ada@example.com").isdigit()
