"""The FastAPI snippets with more routes, and the same routes in a usual app."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from typing import Annotated, Any

from app import app
from fastapi import Depends, FastAPI, HTTPException, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse, StreamingResponse
from starlette.applications import Starlette
from starlette.routing import Mount
from supertokens_python import convert_to_recipe_user_id, get_request_from_user_context
from supertokens_python.asyncio import get_user
from supertokens_python.framework.fastapi import get_middleware
from supertokens_python.recipe.session import SessionContainer
from supertokens_python.recipe.session.asyncio import create_new_session, get_session
from supertokens_python.recipe.session.framework.fastapi import verify_session

from serve import serve_asgi


def add_routes(to: FastAPI) -> None:
    @to.get("/broken")
    async def broken(request: Request) -> None:
        await get_session(request)
        raise RuntimeError("The template is broken")

    @to.get("/missing")
    async def missing(request: Request) -> None:
        await get_session(request)
        raise HTTPException(404)

    @to.get("/elsewhere")
    async def elsewhere(request: Request) -> Response:
        await get_session(request)
        return RedirectResponse("/")

    @to.get("/stream")
    async def stream(request: Request) -> Response:
        await get_session(request)
        return StreamingResponse(chunks())

    @to.get("/stream-late")
    async def stream_late(request: Request) -> Response:
        return StreamingResponse(chunks(request))

    async def chunks(request: Request | None = None) -> AsyncIterator[str]:
        yield "The session of "
        session = await get_session(request) if request else None
        yield session.get_user_id() if session else "somebody"

    @to.get("/optional")
    async def optional(
        session: Annotated[
            SessionContainer | None, Depends(verify_session(session_required=False))
        ],
    ) -> str:
        return session.get_user_id() if session else "guest"

    @to.api_route("/head", methods=["GET", "HEAD"])
    async def head(request: Request) -> str:
        await get_session(request)
        return "checked"

    @to.get("/several")
    async def several(request: Request) -> Response:
        session = await create_new_session(
            request, "public", convert_to_recipe_user_id("ada")
        )
        await session.merge_into_access_token_payload({"colour": "green"})
        response = JSONResponse({})
        response.set_cookie("own", "1")
        return response


add_routes(app)


# Each waits for the other: then both are in the middle of their request.
class Pair:
    def __init__(self) -> None:
        self.both = asyncio.Barrier(2)
        self.seen: dict[str, str | None] = {}

    async def __call__(
        self, validators: list[Any], session: SessionContainer, user_context: dict[str, Any]
    ) -> list[Any]:
        await self.both.wait()
        request = get_request_from_user_context(user_context)
        self.seen[session.get_user_id()] = request and request.get_header("x-visitor")
        await self.both.wait()
        return []


shared, fresh = Pair(), Pair()
verify_shared = verify_session(override_global_claim_validators=shared)


@app.get("/shared")
async def whose_shared(
    session: Annotated[SessionContainer, Depends(verify_shared)],
) -> dict[str, str | None]:
    return shared.seen


@app.get("/fresh")
async def whose_fresh(request: Request) -> dict[str, str | None]:
    await verify_session(override_global_claim_validators=fresh)(request)
    return fresh.seen


async def ask_core(
    validators: list[Any], session: SessionContainer, user_context: dict[str, Any]
) -> list[Any]:
    await get_user(session.get_user_id(), user_context)
    return []


verify_known = verify_session(override_global_claim_validators=ask_core)


@app.get("/known-shared")
async def known_shared(
    session: Annotated[SessionContainer, Depends(verify_known)],
) -> str:
    return session.get_user_id()


@app.get("/known-fresh")
async def known_fresh(request: Request) -> None:
    await verify_session(override_global_claim_validators=ask_core)(request)


class Authorities:
    """Notes each time that something reads authorities to trust, with the file."""

    def __init__(self) -> None:
        self.read: list[str | None] = []
        self.make = ssl.create_default_context

    def __call__(self, *args: Any, **kwargs: Any) -> ssl.SSLContext:
        self.read.append(kwargs.get("cafile"))
        return self.make(*args, **kwargs)


authorities = Authorities()
ssl.create_default_context = authorities


@app.get("/authorities")
async def authorities_read() -> list[str | None]:
    return authorities.read


usual = FastAPI()
add_routes(usual)
usual.add_middleware(get_middleware())


@usual.exception_handler(Exception)
async def error_handler(request: Request, error: Exception) -> Response:
    return JSONResponse({"message": "internal error"}, 500)


serve_asgi(Starlette(routes=[Mount("/usual", usual), Mount("/", app)]))
