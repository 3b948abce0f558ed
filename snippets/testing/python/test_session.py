import os

import pytest

from mock_core import MockCore


@pytest.fixture(scope="session")
def core():
    core = MockCore()
    yield core
    core.close()


@pytest.fixture(scope="session")
def app(core):
    os.environ["SUPERTOKENS_CORE_URI"] = core.url
    from app import app  # It connects to the core as it is imported.

    return app


@pytest.fixture
def browser(app, core):
    core.control("recover")
    core.control("clearRequests")
    return app.test_client()


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
