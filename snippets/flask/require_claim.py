from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from supertokens_python.recipe.session.exceptions import InvalidClaimsError
from supertokens_python.recipe.session.syncio import get_session

from claims import roles_claim
from page import page
from refresh import NeedsRefresh, redirect_to_refresh

blueprint = Blueprint("admin", __name__)


@blueprint.get("/admin")
def admin() -> ResponseReturnValue:
    try:
        session = get_session(
            request,
            anti_csrf_check=False,
            override_global_claim_validators=lambda validators, session, user_context: [
                *validators,
                roles_claim.validators.includes("admin"),
            ],
        )
    except InvalidClaimsError:
        # The session is fine, it just may not see this page. A refresh would change
        # nothing.
        return page("Not allowed", "This page is for admins"), 403
    except NeedsRefresh:
        return redirect_to_refresh(request)
    assert session is not None
    return page("Admin", f"{session.get_user_id()} is an admin")
