from flask import Response


def no_store(response: Response) -> Response:
    """
    Marks every response as one user's own. Without it a cache or CDN may store a page,
    or a `Set-Cookie`, and serve one user's session to another.
    """
    response.headers["Cache-Control"] = "private, no-store"
    response.vary.add("Cookie")
    return response
