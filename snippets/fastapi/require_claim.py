from fastapi import APIRouter, Request, Response
from supertokens_python.recipe.session.asyncio import get_session
from supertokens_python.recipe.session.exceptions import SuperTokensSessionError

from claims import roles_claim
from page import page
from page_load import page_load
from session_error import session_error

router = APIRouter()


@router.api_route("/admin", methods=["GET", "HEAD"])
async def admin(request: Request) -> Response:
    try:
        session = await get_session(
            request, **page_load(roles_claim.validators.includes("admin"))
        )
    except SuperTokensSessionError as error:
        return session_error(request, error)
    assert session is not None
    return page(request, "Admin", f"{session.get_user_id()} is an admin")
