from typing import Annotated

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse, RedirectResponse
from supertokens_python import convert_to_recipe_user_id
from supertokens_python.recipe.session.asyncio import create_new_session

from redirect_back import safe_redirect_back
from users import set_roles

router = APIRouter()


@router.post("/login")
async def sign_in(
    request: Request,
    user: Annotated[str, Form()] = "",
    role: Annotated[str, Form()] = "",
    redirect_back: Annotated[str, Query(alias="redirectBack")] = "/",
) -> Response:
    """
    A placeholder for your own sign-in: it accepts every name. same_origin.py runs
    before it.
    """
    if not user:
        return PlainTextResponse("Who are you?", 400)
    set_roles(user, [role] if role else [])

    await create_new_session(request, "public", convert_to_recipe_user_id(user))

    back = safe_redirect_back(redirect_back)
    # The front end requests JSON: its SDK needs the headers of the response, and fetch
    # hides those of a redirect.
    if "text/html" in request.headers.get("accept", ""):
        return RedirectResponse(back, status_code=303)
    return JSONResponse({"redirectBack": back})
