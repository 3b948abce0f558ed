from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect


def redirect_to_refresh(request: HttpRequest, optional: bool = False) -> HttpResponse:
    """
    Sends the browser to the refresh page, which returns to this URL, query string
    included. With `optional` it returns even without a session; otherwise it goes on
    to the login page. Responds 401 to a request that is not a page load.
    """
    if not is_navigation(request):
        return JsonResponse({"message": "try refresh token"}, status=401)
    query = {"redirectBack": request.get_full_path()}
    if optional:
        query["optional"] = "true"
    return redirect(f"/refresh-session?{urlencode(query)}")


def is_navigation(request: HttpRequest) -> bool:
    """
    Whether a browser loads a page. A script, an image or a download has no use for
    the refresh page: it would follow the redirect and treat that page as what it
    requested.
    """
    # Old browsers do not send it, nor does any browser without TLS.
    mode = request.headers.get("Sec-Fetch-Mode", "navigate")
    # A download is a navigation too: Chromium sends it without an Accept header.
    return mode == "navigate" and "text/html" in request.headers.get("Accept", "")
