"""Listens on a free port, and says where."""

import socket
from typing import Any


def listener() -> socket.socket:
    free = socket.create_server(("127.0.0.1", 0))
    print(f"Listening on http://127.0.0.1:{free.getsockname()[1]}", flush=True)
    return free


def serve_asgi(app: Any) -> None:
    import uvicorn

    config = uvicorn.Config(app, log_level="warning", lifespan="off")
    uvicorn.Server(config).run(sockets=[listener()])


def serve_wsgi(app: Any) -> None:
    from waitress import serve

    serve(app, sockets=[listener()])
