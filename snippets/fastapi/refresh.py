from urllib.parse import urlencode

from fastapi import Request, Response
from fastapi.responses import RedirectResponse
from supertokens_python.recipe.session.exceptions import (
    TryRefreshTokenError,
    UnauthorisedError,
)

# Both lead to the refresh page. With TryRefreshTokenError the access token has expired
# and a refresh renews it. With UnauthorisedError there is no session: the refresh
# fails, and that is what tells the front end to forget the session it may still believe
# in. Sent straight to the login page, it could come back forever.
NeedsRefresh = (TryRefreshTokenError, UnauthorisedError)


def redirect_to_refresh(request: Request, optional: bool = False) -> Response:
    """
    Sends the browser to the refresh page, which comes back to this very address, query
    string included. With `optional` it comes back without a session too; otherwise it
    goes on to the login page.
    """
    query = {"redirectBack": address_of(request)}
    if optional:
        query["optional"] = "true"
    return RedirectResponse(f"/refresh-session?{urlencode(query)}", status_code=302)


def address_of(request: Request) -> str:
    """
    The path and query string as the browser sent them: in `request.url` the path is
    decoded, and a "%3F" in it would begin the query string.
    """
    path: bytes = request.scope["raw_path"]
    query: bytes = request.scope["query_string"]
    return (path + (b"?" + query if query else b"")).decode("latin-1")
