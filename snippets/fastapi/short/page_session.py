from collections.abc import Callable, Coroutine
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Depends, Request, Response
from fastapi.responses import RedirectResponse
from fastapi.routing import APIRoute
from supertokens_python.recipe.session import SessionContainer, exceptions
from supertokens_python.recipe.session.asyncio import get_session


async def page_session(request: Request) -> SessionContainer:
    # A page load carries no anti-CSRF header.
    session = await get_session(request, anti_csrf_check=False)
    assert session is not None  # None only with session_required=False.
    return session


PageSession = Annotated[SessionContainer, Depends(page_session)]


class PageRoute(APIRoute):
    """A page that no cache stores; without a session, redirects to the refresh page."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        render = super().get_route_handler()

        async def respond(request: Request) -> Response:
            try:
                response = await render(request)
            except (exceptions.TryRefreshTokenError, exceptions.UnauthorisedError):
                path, query = request.scope["raw_path"], request.scope["query_string"]
                back = {"redirectBack": path + (b"?" + query if query else b"")}
                response = RedirectResponse(f"/refresh-session?{urlencode(back)}", 302)
            response.headers["Cache-Control"] = "private, no-store"
            response.headers.add_vary_header("Cookie")
            return response

        return respond
