from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect


def redirect_to_refresh(request: HttpRequest, optional: bool = False) -> HttpResponse:
    """
    Sends the browser to the refresh page, which comes back to this very URL, query
    string included. With `optional` it comes back without a session too; otherwise it
    goes on to the login page.
    """
    query = {"redirectBack": request.get_full_path()}
    if optional:
        query["optional"] = "true"
    return redirect(f"/refresh-session?{urlencode(query)}")
