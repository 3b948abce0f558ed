from inspect import iscoroutinefunction

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.decorators import sync_and_async_middleware

from handler import Handler


@sync_and_async_middleware
def no_body_for_head(get_response: Handler) -> Handler:
    """
    Takes the body from the response to a HEAD. A view responds to HEAD as to GET, and
    Django leaves the body to the server. Waitress sends it, which HTTP clients report as
    a parse error.
    """
    if iscoroutinefunction(get_response):
        # An ASGI server drops the body.
        return get_response

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        assert isinstance(response, HttpResponseBase)
        return without_body(response) if request.method == "HEAD" else response

    return middleware


def without_body(response: HttpResponseBase) -> HttpResponseBase:
    if isinstance(response, HttpResponse):
        response.headers.setdefault("Content-Length", str(len(response.content)))
        response.content = b""
    elif isinstance(response, StreamingHttpResponse):
        response.streaming_content = ()
    return response
