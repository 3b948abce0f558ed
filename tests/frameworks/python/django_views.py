"""More views, in addition to those of the Django snippets."""

from collections.abc import AsyncIterator, Iterator
from threading import Barrier
from typing import Any

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    JsonResponse,
    StreamingHttpResponse,
)
from django.middleware.csrf import get_token
from django.urls import path
from supertokens_python import convert_to_recipe_user_id, get_request_from_user_context
from supertokens_python.asyncio import get_user
from supertokens_python.recipe.session import SessionContainer
from supertokens_python.recipe.session.asyncio import get_session as get_session_async
from supertokens_python.recipe.session.framework.django.syncio import verify_session
from supertokens_python.recipe.session.syncio import create_new_session, get_session
from urls import handler500 as handler500
from urls import urlpatterns as snippets


def broken(request: HttpRequest) -> HttpResponse:
    get_session(request)
    raise RuntimeError("The template is broken")


def missing(request: HttpRequest) -> HttpResponse:
    get_session(request)
    raise Http404


def elsewhere(request: HttpRequest) -> HttpResponse:
    get_session(request)
    return HttpResponseRedirect("/")


def stream(request: HttpRequest) -> StreamingHttpResponse:
    get_session(request)
    return StreamingHttpResponse(chunks(None))


def stream_late(request: HttpRequest) -> StreamingHttpResponse:
    return StreamingHttpResponse(chunks(request))


def chunks(request: HttpRequest | None) -> Iterator[str]:
    yield "The session of "
    session = get_session(request) if request else None
    yield session.get_user_id() if session else "somebody"


async def stream_async(request: HttpRequest) -> StreamingHttpResponse:
    async def chunks() -> AsyncIterator[str]:
        yield "The session of "
        yield session.get_user_id() if session else "somebody"

    session = await get_session_async(request)
    return StreamingHttpResponse(chunks())


def optional(request: HttpRequest) -> HttpResponse:
    session = get_session(request, session_required=False)
    return HttpResponse(session.get_user_id() if session else "guest")


def head(request: HttpRequest) -> HttpResponse:
    get_session(request)
    return HttpResponse("checked")


def absolute(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.build_absolute_uri())


def form(request: HttpRequest) -> HttpResponse:
    return HttpResponse(get_token(request))


def several(request: HttpRequest) -> HttpResponse:
    session = create_new_session(request, "public", convert_to_recipe_user_id("ada"))
    session.sync_merge_into_access_token_payload({"colour": "green"})
    response = JsonResponse({})
    response.set_cookie("own", "1")
    return response


# Each waits for the other: then both are in the middle of their request.
class Pair:
    def __init__(self) -> None:
        self.both = Barrier(2)
        self.seen: dict[str, str | None] = {}

    def __call__(
        self, validators: list[Any], session: SessionContainer, user_context: dict[str, Any]
    ) -> list[Any]:
        self.both.wait()
        before = get_request_from_user_context(user_context)
        self.seen[session.get_user_id()] = before and before.get_header("x-visitor")
        self.both.wait()
        return []


shared, fresh = Pair(), Pair()


@verify_session(override_global_claim_validators=shared)
def whose_shared(request: HttpRequest) -> HttpResponse:
    return JsonResponse(shared.seen)


def whose_fresh(request: HttpRequest) -> HttpResponse:
    @verify_session(override_global_claim_validators=fresh)
    def answer(request: HttpRequest) -> HttpResponse:
        return JsonResponse(fresh.seen)

    return answer(request)


async def ask_core(
    validators: list[Any], session: SessionContainer, user_context: dict[str, Any]
) -> list[Any]:
    await get_user(session.get_user_id(), user_context)
    return []


@verify_session(override_global_claim_validators=ask_core)
def known_shared(request: HttpRequest) -> HttpResponse:
    return HttpResponse("known")


def known_fresh(request: HttpRequest) -> HttpResponse:
    @verify_session(override_global_claim_validators=ask_core)
    def answer(request: HttpRequest) -> HttpResponse:
        return HttpResponse("known")

    return answer(request)


urlpatterns = [
    *snippets,
    path("broken", broken),
    path("missing", missing),
    path("elsewhere", elsewhere),
    path("stream", stream),
    path("stream-late", stream_late),
    path("stream-async", stream_async),
    path("optional", optional),
    path("head", head),
    # Django hands what a view raises to no middleware's except.
    path("uncaught", head),
    path("absolute", absolute),
    path("form", form),
    path("several", several),
    path("shared", whose_shared),
    path("fresh", whose_fresh),
    path("known-shared", known_shared),
    path("known-fresh", known_fresh),
]
