from flask import request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import InternalServerError

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


def error_page(error: InternalServerError) -> ResponseReturnValue:
    """
    Responds to an error that nothing else has handled. An unreachable core ends up
    here too: the SDK raises a plain error for it, and the session may still be
    valid. Flask has logged it.
    """
    kind = request.accept_mimetypes.best_match(["application/json", "text/html"])
    return (_HTML if kind == "text/html" else {"message": "internal error"}), 500
