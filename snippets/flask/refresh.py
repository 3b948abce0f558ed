from urllib.parse import quote, urlencode

from flask import Request, redirect
from flask.typing import ResponseReturnValue


def redirect_to_refresh(request: Request, optional: bool = False) -> ResponseReturnValue:
    """
    Sends the browser to the refresh page, which returns to this URL, query string
    included. With `optional` it returns even without a session; otherwise it goes on
    to the login page. Responds 401 to a request that is not a page load.
    """
    if not is_navigation(request):
        return {"message": "try refresh token"}, 401
    query = {"redirectBack": path_of(request)}
    if optional:
        query["optional"] = "true"
    return redirect(f"/refresh-session?{urlencode(query)}", 302)


def path_of(request: Request) -> str:
    """
    The path and query string as the browser sent them. WSGI decodes the path, and a
    "%3F" in it would begin the query string.
    """
    path = quote(request.root_path + request.path, safe="/:@!$&'()*+,;=~")
    query = request.query_string.decode("latin-1")
    return f"{path}?{query}" if query else path


def is_navigation(request: Request) -> bool:
    """
    Whether a browser loads a page. A script, an image or a download has no use for
    the refresh page: it would follow the redirect and treat that page as what it
    requested.
    """
    # Old browsers do not send it, nor does any browser without TLS.
    mode = request.headers.get("Sec-Fetch-Mode", "navigate")
    # A download is a navigation too: Chromium sends it without an Accept header.
    return mode == "navigate" and "text/html" in request.headers.get("Accept", "")
