import logging

from fastapi import Request
from fastapi.responses import HTMLResponse, JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# An empty address is the page's own: the way to try again, and no redirect that could
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
    Answers an error that nobody has answered: for the SDK an unreachable core is one
    like any other, not a missing session.

    A handler for `Exception` would do so outside of all middleware, so its answer would
    lack the cookie that the SDK has for it. `leave` names what a middleware around this
    one answers.
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
            _log.exception("Error while answering %s", scope["path"])
            answer = HTMLResponse(_HTML, 500)
            if "text/html" not in Request(scope).headers.get("accept", ""):
                answer = JSONResponse({"message": "internal error"}, 500)
            await answer(scope, receive, send)
