from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from supertokens_python.recipe.session import SessionContainer
from supertokens_python.recipe.session.framework.fastapi import verify_session

from claims import roles_claim

router = APIRouter()


async def require_session(request: Request) -> SessionContainer:
    """
    The session of an API call. Without one, verify_session raises an error, to which
    the SDK's middleware responds with 401, or 403 for a claim. For every method
    except GET it also requires the header `rid`, which the front-end SDK adds.
    """
    # Created for each request: what verify_session() returns keeps one user context for
    # all requests, with one visitor's request in it.
    session = await verify_session()(request)
    assert session is not None
    return session


@router.api_route("/api/user", methods=["GET", "POST"])
async def user(
    session: Annotated[SessionContainer, Depends(require_session)],
) -> dict[str, Any]:
    return {
        "userId": session.get_user_id(),
        "sessionHandle": session.get_handle(),
        "roles": await session.get_claim_value(roles_claim),
    }
