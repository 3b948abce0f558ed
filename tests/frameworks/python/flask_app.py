"""The Flask snippets with more routes."""

from collections.abc import Iterator
from typing import Any

from app import app
from flask import Response, abort, redirect, request, stream_with_context
from flask.typing import ResponseReturnValue
from supertokens_python import convert_to_recipe_user_id
from supertokens_python.asyncio import get_user
from supertokens_python.recipe.session import SessionContainer
from supertokens_python.recipe.session.framework.flask import verify_session
from supertokens_python.recipe.session.syncio import create_new_session, get_session

from serve import serve_wsgi


@app.get("/broken")
def broken() -> ResponseReturnValue:
    get_session(request)
    raise RuntimeError("The template is broken")


@app.get("/missing")
def missing() -> ResponseReturnValue:
    get_session(request)
    abort(404)


@app.get("/elsewhere")
def elsewhere() -> ResponseReturnValue:
    get_session(request)
    return redirect("/")


@app.get("/stream")
def stream() -> ResponseReturnValue:
    get_session(request)
    return Response(stream_with_context(chunks(late=False)))


@app.get("/stream-late")
def stream_late() -> ResponseReturnValue:
    return Response(stream_with_context(chunks(late=True)))


def chunks(late: bool) -> Iterator[str]:
    yield "The session of "
    session = get_session(request) if late else None
    yield session.get_user_id() if session else "somebody"


@app.get("/optional")
@verify_session(session_required=False)
def optional() -> ResponseReturnValue:
    session = get_session(request, session_required=False)
    return session.get_user_id() if session else "guest"


@app.get("/head")
def head() -> ResponseReturnValue:
    get_session(request)
    return "checked"


# The SDK's error handler responds to it.
@app.get("/uncaught")
def uncaught() -> ResponseReturnValue:
    get_session(request)
    return "not reached"


@app.get("/several")
def several() -> ResponseReturnValue:
    session = create_new_session(request, "public", convert_to_recipe_user_id("ada"))
    session.sync_merge_into_access_token_payload({"colour": "green"})
    response = Response("{}", content_type="application/json")
    response.set_cookie("own", "1")
    return response


async def ask_core(
    validators: list[Any], session: SessionContainer, user_context: dict[str, Any]
) -> list[Any]:
    await get_user(session.get_user_id(), user_context)
    return []


@app.get("/known-shared")
@verify_session(override_global_claim_validators=ask_core)
def known_shared() -> ResponseReturnValue:
    return "known"


@app.get("/known-fresh")
def known_fresh() -> ResponseReturnValue:
    @verify_session(override_global_claim_validators=ask_core)
    def answer() -> ResponseReturnValue:
        return "known"

    return answer()


serve_wsgi(app)
