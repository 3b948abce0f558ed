from flask import Request, request
from flask.typing import ResponseReturnValue

from config import origin

# The origins whose pages may send state-changing requests: add your other ones.
OWN_ORIGINS = {origin}
# Safe methods: RFC 9110, section 9.2.1.
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


def same_origin() -> ResponseReturnValue | None:
    """
    Refuses every state-changing request from another site, including a sign-in, a
    refresh and a sign-out: another site's page must not sign a visitor in or out.
    """
    if is_allowed(request):
        return None
    return "This request comes from another site", 403


def is_allowed(request: Request) -> bool:
    """
    Whether the request has a safe method, or was sent by a page of your own or by a
    client that is not a browser.
    """
    if request.method in SAFE_METHODS:
        return True
    sender = request.headers.get("origin")
    if sender in OWN_ORIGINS:
        return True
    # Every current browser states where the requesting page comes from. "none" is the
    # visitor, e.g. with a bookmark; "same-site" can be a sub-domain that others
    # control.
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    # An old browser, or plain http: a cross-site POST carries its Origin.
    return sender is None
