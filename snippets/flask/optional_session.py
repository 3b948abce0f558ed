from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from supertokens_python.recipe.session.syncio import get_session

from page import page
from refresh import NeedsRefresh, redirect_to_refresh

blueprint = Blueprint("welcome", __name__)


@blueprint.get("/welcome")
def welcome() -> ResponseReturnValue:
    try:
        session = get_session(
            request,
            session_required=False,
            anti_csrf_check=False,
            override_global_claim_validators=lambda validators, session, user_context: [],
        )
    except NeedsRefresh:
        # An expired access token is still TryRefreshTokenError: this may be a user, so
        # ask the refresh page first.
        return redirect_to_refresh(request, optional=True)
    if session is None:
        return page("Welcome", "Hello, guest")
    return page("Welcome", f"Hello again, {session.get_user_id()}")
