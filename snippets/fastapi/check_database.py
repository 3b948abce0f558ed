from fastapi import APIRouter, Request, Response
from supertokens_python.recipe.session.asyncio import get_session
from supertokens_python.recipe.session.exceptions import SuperTokensSessionError

from page import page
from page_load import page_load
from session_error import session_error

router = APIRouter()


@router.api_route("/dashboard-checked", methods=["GET", "HEAD"])
async def dashboard_checked(request: Request) -> Response:
    """
    Calls the core on every request: a revoked session ends at once, not only when its
    access token expires.
    """
    try:
        session = await get_session(request, check_database=True, **page_load())
    except SuperTokensSessionError as error:
        return session_error(request, error)
    assert session is not None
    return page(request, "Dashboard", f"Signed in as {session.get_user_id()}")
