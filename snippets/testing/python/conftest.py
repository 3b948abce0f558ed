import os

import pytest

from mock_core import MockCore


@pytest.fixture(scope="session")
def core():
    """One core for all tests: an app keeps its keys."""
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


@pytest.fixture
def signed_in(browser, core):
    """A browser that is signed in as a new user with a role."""
    user = core.control(
        "createSignedInUser", email=f"{os.urandom(4).hex()}@x.io", roles=["admin"]
    )
    browser.set_cookie("sAccessToken", user["accessToken"])
    browser.user_id = user["userId"]
    return browser
