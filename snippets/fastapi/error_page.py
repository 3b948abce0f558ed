import logging

from fastapi import Request
from fastapi.responses import HTMLResponse, JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# An empty href is the page's own URL: a link to try again, and no redirect that could
# loop.
_HTML = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Something went wrong</title>
<link rel="stylesheet" href="/style.css">
<main><h1>Something went wrong</h1><p><a href="">Try again</a></p></main>
</html>
"""

_log = logging.getLogger(__name__)


class ErrorPage:
    """
    Responds to an error that nothing else has handled. An unreachable core ends up
    here too: the SDK raises a plain error for it, and the session may still be valid.

    A handler for `Exception` would respond outside of all middleware, so its response
    would lack the cookie that the SDK has for it. `leave` names the errors that a
    middleware around this one handles.
    """

    def __init__(self, app: ASGIApp, leave: tuple[type[Exception], ...] = ()) -> None:
        self.app = app
        self.leave = leave

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def watch(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self.app(scope, receive, watch)
        except self.leave:
            raise
        except Exception:
            if started or scope["type"] != "http":
                raise
            _log.exception("Error while responding to %s", scope["path"])
            response = HTMLResponse(_HTML, 500)
            if "text/html" not in Request(scope).headers.get("accept", ""):
                response = JSONResponse({"message": "internal error"}, 500)
            await response(scope, receive, send)
