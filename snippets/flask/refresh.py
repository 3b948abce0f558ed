from urllib.parse import quote, urlencode

from flask import Request, redirect
from flask.typing import ResponseReturnValue
from supertokens_python.recipe.session.exceptions import (
    TryRefreshTokenError,
    UnauthorisedError,
)

# Both lead to the refresh page. With TryRefreshTokenError the access token has expired
# and a refresh renews it. With UnauthorisedError there is no session: the refresh
# fails, and that is what tells the front end to forget the session it may still believe
# in. Sent straight to the login page, it could come back forever.
NeedsRefresh = (TryRefreshTokenError, UnauthorisedError)


def redirect_to_refresh(request: Request, optional: bool = False) -> ResponseReturnValue:
    """
    Sends the browser to the refresh page, which comes back to this very address, query
    string included. With `optional` it comes back without a session too; otherwise it
    goes on to the login page.
    """
    query = {"redirectBack": address_of(request)}
    if optional:
        query["optional"] = "true"
    return redirect(f"/refresh-session?{urlencode(query)}", 302)


def address_of(request: Request) -> str:
    """
    The path and query string as the browser sent them. WSGI decodes the path, and a
    "%3F" in it would begin the query string.
    """
    path = quote(request.root_path + request.path, safe="/:@!$&'()*+,;=~")
    query = request.query_string.decode("latin-1")
    return f"{path}?{query}" if query else path
