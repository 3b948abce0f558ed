from fastapi import APIRouter, Request, Response
from supertokens_python.recipe.session.asyncio import get_session
from supertokens_python.recipe.session.exceptions import SuperTokensSessionError

from page import page
from page_load import page_load
from session_error import session_error

router = APIRouter()


# FastAPI does not add HEAD to a GET route.
@router.api_route("/dashboard", methods=["GET", "HEAD"])
async def dashboard(request: Request) -> Response:
    try:
        session = await get_session(request, **page_load())
    except SuperTokensSessionError as error:
        return session_error(request, error)
    # None only with session_required=False.
    assert session is not None
    return page(request, "Dashboard", f"Signed in as {session.get_user_id()}")
