import os
import socket
import sys

from config import origin

os.environ["DJANGO_SETTINGS_MODULE"] = "sandbox_settings"


def main() -> None:
    port = int(os.environ.get("PORT", "3000"))
    try:
        listener = socket.create_server((os.environ.get("HOST", "localhost"), port))
    except OSError as error:
        sys.exit(f"Cannot listen: {error}. Choose another port with PORT=<number>.")
    print(f"Listening on {origin}")

    if os.environ.get("DJANGO_MODE") == "async":
        import uvicorn

        from asgi import application

        config = uvicorn.Config(application, log_level="warning", lifespan="off")
        uvicorn.Server(config).run(sockets=[listener])
    else:
        from waitress import serve

        from wsgi import application

        serve(application, sockets=[listener])


if __name__ == "__main__":
    main()
