import os
from urllib.parse import urlencode

from flask import Flask, redirect, request
from supertokens_python import InputAppInfo, SupertokensConfig, init
from supertokens_python.framework.flask import Middleware
from supertokens_python.recipe import session
from supertokens_python.recipe.session.exceptions import (
    TryRefreshTokenError,
    UnauthorisedError,
)
from supertokens_python.recipe.session.syncio import get_session

origin = "http://localhost:5000"

init(
    app_info=InputAppInfo(app_name="Example", api_domain=origin, website_domain=origin),
    supertokens_config=SupertokensConfig(
        connection_uri=os.environ.get("SUPERTOKENS_CORE_URI", "http://localhost:3567"),
    ),
    framework="flask",
    recipe_list=[session.init(get_token_transfer_method=lambda *_: "cookie")],
)

app = Flask(__name__)
Middleware(app)


@app.after_request
def no_store(response):
    # Otherwise a cache can serve one user's page, or a Set-Cookie, to another.
    response.headers["Cache-Control"] = "private, no-store"
    response.vary.add("Cookie")
    return response


@app.get("/dashboard")
def dashboard():
    return page(check_database=False)


@app.get("/dashboard-checked")
def dashboard_checked():
    return page(check_database=True)


def page(check_database: bool):
    try:
        session = get_session(request, anti_csrf_check=False, check_database=check_database)
        return f"Signed in as {session.get_user_id()}", {"Content-Type": "text/plain"}
    except (TryRefreshTokenError, UnauthorisedError):
        back = request.full_path.removesuffix("?")
        return redirect("/refresh-session?" + urlencode({"redirectBack": back}))
