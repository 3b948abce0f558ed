import os
import socket
import sys
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app import app
from config import origin

here = Path(__file__).parent
# The browser build of the front-end SDK, as its npm package ships it.
bundle = Path(
    os.environ.get("SUPERTOKENS_WEB_JS", here / "node_modules/supertokens-web-js/bundle")
)


class Policy:
    """The pages in public/ and the SDK run without inline scripts, and so can yours."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_policy(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = "default-src 'self'"
                headers["X-Content-Type-Options"] = "nosniff"
            await send(message)

        await self.app(scope, receive, send_with_policy)


def serve(path: str, file: Path) -> Route:
    """A file that is the same for every visitor."""

    async def endpoint(request: Request) -> FileResponse:
        return FileResponse(file, headers={"Cache-Control": "public, max-age=0"})

    return Route(path, endpoint)


# The refresh page, the login page and the home page, at URLs without ".html".
pages = {
    "/": "index.html",
    "/login": "login.html",
    "/refresh-session": "refresh-session.html",
}
server = Starlette(
    routes=[
        *(serve(path, here / "public" / name) for path, name in pages.items()),
        *(serve(f"/{file.name}", file) for file in (here / "public").iterdir()),
        *(serve(f"/supertokens/{file.name}", file) for file in bundle.iterdir()),
        Mount("/", app),
    ],
    middleware=[Middleware(Policy)],
)

if __name__ == "__main__":
    port = int(os.environ.get("PORT", "3000"))
    try:
        listener = socket.create_server((os.environ.get("HOST", "localhost"), port))
    except OSError as error:
        sys.exit(f"Cannot listen: {error}. Choose another port with PORT=<number>.")
    print(f"Listening on {origin}")
    uvicorn.Server(uvicorn.Config(server, log_level="warning")).run(sockets=[listener])
