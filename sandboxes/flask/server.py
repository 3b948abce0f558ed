from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from waitress import serve
from werkzeug.utils import send_file

from app import app
from config import origin

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

here = Path(__file__).parent
# The browser build of the front-end SDK, as its npm package ships it.
bundle = Path(
    os.environ.get("SUPERTOKENS_WEB_JS", here / "node_modules/supertokens-web-js/bundle")
)

# The refresh page, the login page and the home page, at URLs without ".html", and
# what they load: the same for every visitor.
public = {
    "/": here / "public/index.html",
    "/login": here / "public/login.html",
    "/refresh-session": here / "public/refresh-session.html",
    **{f"/{file.name}": file for file in (here / "public").iterdir()},
    **{f"/supertokens/{file.name}": file for file in bundle.iterdir()},
}

# The pages in public/ and the SDK run without inline scripts, and so can yours.
policy = [
    ("Content-Security-Policy", "default-src 'self'"),
    ("X-Content-Type-Options", "nosniff"),
]


def server(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    def start(status: str, headers: list[tuple[str, str]], *exc_info: Any) -> Any:
        return start_response(status, [*headers, *policy], *exc_info)

    file = public.get(environ["PATH_INFO"])
    if file is None or environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
        return app(environ, start)
    answer = send_file(file, environ)
    answer.headers["Cache-Control"] = "public, max-age=0"
    return answer(environ, start)


if __name__ == "__main__":
    port = int(os.environ.get("PORT", "3000"))
    try:
        listener = socket.create_server((os.environ.get("HOST", "localhost"), port))
    except OSError as error:
        sys.exit(f"Cannot listen: {error}. Choose another port with PORT=<number>.")
    print(f"Listening on {origin}")
    serve(server, sockets=[listener])
