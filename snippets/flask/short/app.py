from flask import Flask, Response
from supertokens_python.framework.flask import Middleware

from init import init_supertokens
from page_session import page_session

init_supertokens()

app = Flask(__name__)
Middleware(app)


@app.get("/dashboard")
def dashboard() -> Response:
    session = page_session()
    return Response(f"Signed in as {session.get_user_id()}", mimetype="text/plain")
