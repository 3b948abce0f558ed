from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from supertokens_python.recipe.session.exceptions import SuperTokensSessionError
from supertokens_python.recipe.session.syncio import get_session

from page import page
from page_load import page_load
from session_error import session_error

blueprint = Blueprint("dashboard_checked", __name__)


@blueprint.get("/dashboard-checked")
def dashboard_checked() -> ResponseReturnValue:
    """
    Calls the core on every request: a revoked session ends at once, not only when its
    access token expires.
    """
    try:
        session = get_session(request, check_database=True, **page_load())
    except SuperTokensSessionError as error:
        return session_error(request, error)
    assert session is not None
    return page("Dashboard", f"Signed in as {session.get_user_id()}")
