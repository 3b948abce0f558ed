from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from supertokens_python.recipe.session.exceptions import SuperTokensSessionError
from supertokens_python.recipe.session.syncio import get_session

from claims import roles_claim
from page import page
from page_load import page_load
from session_error import session_error

blueprint = Blueprint("admin", __name__)


@blueprint.get("/admin")
def admin() -> ResponseReturnValue:
    try:
        session = get_session(
            request, **page_load(roles_claim.validators.includes("admin"))
        )
    except SuperTokensSessionError as error:
        return session_error(request, error)
    assert session is not None
    return page("Admin", f"{session.get_user_id()} is an admin")
