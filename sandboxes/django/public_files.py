import os
from collections.abc import Awaitable, Callable
from inspect import iscoroutinefunction
from mimetypes import guess_type
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.decorators import sync_and_async_middleware

Handler = (
    Callable[[HttpRequest], HttpResponseBase]
    | Callable[[HttpRequest], Awaitable[HttpResponseBase]]
)

here = Path(__file__).parent
# The browser build of the front-end SDK, as its npm package ships it.
bundle = Path(
    os.environ.get("SUPERTOKENS_WEB_JS", here / "node_modules/supertokens-web-js/bundle")
)

# The refresh page, the login page and the home page, at URLs without ".html", and
# what they load: the same for every visitor.
files = {
    "/": here / "public/index.html",
    "/login": here / "public/login.html",
    "/refresh-session": here / "public/refresh-session.html",
    **{f"/{file.name}": file for file in (here / "public").iterdir()},
    **{f"/supertokens/{file.name}": file for file in bundle.iterdir()},
}


@sync_and_async_middleware
def public_files(get_response: Handler) -> Handler:
    if iscoroutinefunction(get_response):

        async def async_middleware(request: HttpRequest) -> HttpResponseBase:
            return with_policy(public_file(request) or await get_response(request))

        return async_middleware

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = public_file(request) or get_response(request)
        assert isinstance(response, HttpResponseBase)
        return with_policy(response)

    return middleware


def public_file(request: HttpRequest) -> HttpResponse | None:
    file = files.get(request.path)
    if file is None or request.method not in ("GET", "HEAD"):
        return None
    return HttpResponse(
        file.read_bytes(),
        content_type=guess_type(file.name)[0],
        headers={"Cache-Control": "public, max-age=0"},
    )


def with_policy(response: HttpResponseBase) -> HttpResponseBase:
    """The pages in public/ and the SDK run without inline scripts, and so can yours."""
    response.headers["Content-Security-Policy"] = "default-src 'self'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
