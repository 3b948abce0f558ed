from flask import Request, request
from flask.typing import ResponseReturnValue

from config import origin

# The origins whose pages may send requests that change something: add your other ones.
OWN_ORIGINS = {origin}
# Methods that change nothing: RFC 9110, section 9.2.1.
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


def same_origin() -> ResponseReturnValue | None:
    """
    Refuses every request of another site that could change something, a sign-in, a
    refresh and a sign-out included: a foreign page must not sign a visitor in or out.
    """
    if is_allowed(request):
        return None
    return "This request comes from another site", 403


def is_allowed(request: Request) -> bool:
    """
    Whether the request changes nothing, or a page of your own has sent it, or a client
    that is not a browser.
    """
    if request.method in SAFE_METHODS:
        return True
    sender = request.headers.get("origin")
    if sender in OWN_ORIGINS:
        return True
    # Every current browser states the relation to the page that sends a request. "none"
    # is the visitor, e.g. with a bookmark; "same-site" may be a sub-domain that others
    # control.
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    # An old browser, or plain http: a POST of another site carries its origin.
    return sender is None
