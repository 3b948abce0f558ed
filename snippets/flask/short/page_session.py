from urllib.parse import quote, urlencode

from flask import Response, abort, after_this_request, redirect, request
from supertokens_python.recipe.session import SessionContainer, exceptions
from supertokens_python.recipe.session.syncio import get_session


def page_session() -> SessionContainer:
    """The session of a page's visitor; without one, a redirect to the refresh page."""
    after_this_request(no_store)
    try:
        # A page load carries no anti-CSRF header.
        session = get_session(request, anti_csrf_check=False)
    except (exceptions.TryRefreshTokenError, exceptions.UnauthorisedError):
        # WSGI has decoded the path.
        back = f"{quote(request.root_path + request.path)}?{request.query_string.decode()}"
        query = urlencode({"redirectBack": back.removesuffix("?")})
        abort(redirect(f"/refresh-session?{query}"))
    assert session is not None  # None only with session_required=False.
    return session


def no_store(response: Response) -> Response:
    response.headers["Cache-Control"] = "private, no-store"
    response.vary.add("Cookie")
    return response
