from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from supertokens_python.recipe.session.exceptions import SuperTokensSessionError
from supertokens_python.recipe.session.syncio import get_session

from page import page
from page_load import page_load
from session_error import session_error

blueprint = Blueprint("welcome", __name__)


@blueprint.get("/welcome")
def welcome() -> ResponseReturnValue:
    try:
        session = get_session(request, session_required=False, **page_load())
    except SuperTokensSessionError as error:
        # An expired access token still raises TryRefreshTokenError: the visitor may be
        # signed in, so the refresh page comes first.
        return session_error(request, error, optional=True)
    if session is None:
        return page("Welcome", "Hello, guest")
    return page("Welcome", f"Hello again, {session.get_user_id()}")
