from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from supertokens_python.recipe.session import SessionContainer
from supertokens_python.recipe.session.framework.django.asyncio import verify_session

from claims import roles_claim


def require_session(
    view: Callable[[HttpRequest, SessionContainer], Coroutine[Any, Any, HttpResponse]],
) -> Callable[[HttpRequest], Coroutine[Any, Any, HttpResponse]]:
    """
    Gives the view the session of an API call. Without one, verify_session responds on
    its own: 401, or 403 for a claim. For every method except GET it also requires the
    header `rid`, which the front-end SDK adds.
    """

    # Django's own CSRF check requires a token in the form or in a header; `rid`
    # replaces it.
    @csrf_exempt
    @wraps(view)
    async def with_session(request: HttpRequest) -> HttpResponse:
        # Created for each request: what verify_session() returns keeps one user context
        # for all requests, with one visitor's request in it.
        @verify_session()
        async def respond(request: HttpRequest) -> HttpResponse:
            # verify_session has put it there.
            return await view(request, getattr(request, "supertokens"))  # noqa: B009

        return await respond(request)

    return with_session


@require_session
async def user(request: HttpRequest, session: SessionContainer) -> HttpResponse:
    return JsonResponse(
        {
            "userId": session.get_user_id(),
            "sessionHandle": session.get_handle(),
            "roles": await session.get_claim_value(roles_claim),
        }
    )
