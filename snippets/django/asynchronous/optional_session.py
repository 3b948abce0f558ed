from django.http import HttpRequest, HttpResponse
from supertokens_python.recipe.session.asyncio import get_session
from supertokens_python.recipe.session.exceptions import SuperTokensSessionError

from page import page
from page_load import page_load
from session_error import session_error


async def welcome(request: HttpRequest) -> HttpResponse:
    try:
        session = await get_session(request, session_required=False, **page_load())
    except SuperTokensSessionError as error:
        # An expired access token still raises TryRefreshTokenError: the visitor may be
        # signed in, so the refresh page comes first.
        return session_error(request, error, optional=True)
    if session is None:
        return page(request, "Welcome", "Hello, guest")
    return page(request, "Welcome", f"Hello again, {session.get_user_id()}")
