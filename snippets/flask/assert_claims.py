from flask import Blueprint
from flask.typing import ResponseReturnValue
from supertokens_python.recipe.session import SessionContainer

from claims import roles_claim
from protect_api import require_session

blueprint = Blueprint("admin_api", __name__)


@blueprint.get("/api/admin")
@require_session
def admin_api(session: SessionContainer) -> ResponseReturnValue:
    # Raises InvalidClaimsError, to which the SDK responds with 403.
    session.sync_assert_claims([roles_claim.validators.includes("admin")])
    return {"secret": "The cake is real"}
