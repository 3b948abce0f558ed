from inspect import iscoroutinefunction

from django.http import HttpRequest, HttpResponseForbidden
from django.http.response import HttpResponseBase
from django.utils.decorators import sync_and_async_middleware

from config import origin
from handler import Handler

# The origins whose pages may send state-changing requests: add your other ones.
OWN_ORIGINS = {origin}
# Safe methods: RFC 9110, section 9.2.1.
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


@sync_and_async_middleware
def same_origin(get_response: Handler) -> Handler:
    """
    Refuses every state-changing request from another site, including a sign-in, a
    refresh and a sign-out: another site's page must not sign a visitor in or out.
    """
    if iscoroutinefunction(get_response):

        async def async_middleware(request: HttpRequest) -> HttpResponseBase:
            return await get_response(request) if is_allowed(request) else refusal()

        return async_middleware

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request) if is_allowed(request) else refusal()
        assert isinstance(response, HttpResponseBase)
        return response

    return middleware


def refusal() -> HttpResponseBase:
    return HttpResponseForbidden("This request comes from another site")


def is_allowed(request: HttpRequest) -> bool:
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
