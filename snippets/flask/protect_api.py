from collections.abc import Callable
from functools import wraps

from flask import Blueprint, g
from flask.typing import ResponseReturnValue
from supertokens_python.recipe.session import SessionContainer
from supertokens_python.recipe.session.framework.flask import verify_session

from claims import roles_claim

blueprint = Blueprint("api", __name__)


def require_session(
    view: Callable[[SessionContainer], ResponseReturnValue],
) -> Callable[[], ResponseReturnValue]:
    """
    Gives the view the session of an API call. Without one, verify_session responds on
    its own: 401, or 403 for a claim. For every method except GET it also requires the
    header `rid`, which the front-end SDK adds.
    """

    @wraps(view)
    def with_session() -> ResponseReturnValue:
        # Created for each request: what verify_session() returns keeps one user context
        # for all requests, with one visitor's request in it.
        @verify_session()
        def respond() -> ResponseReturnValue:
            return view(g.supertokens)

        return respond()

    return with_session


@blueprint.route("/api/user", methods=["GET", "POST"])
@require_session
def user(session: SessionContainer) -> ResponseReturnValue:
    return {
        "userId": session.get_user_id(),
        "sessionHandle": session.get_handle(),
        "roles": session.sync_get_claim_value(roles_claim),
    }
