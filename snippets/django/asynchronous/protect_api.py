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
    its own: 401, or 403 for a claim. For every method but GET it also wants the header
    `rid`, which the front-end SDK adds.
    """

    # Django's own check wants a token in the form or in a header; `rid` stands for it.
    @csrf_exempt
    @wraps(view)
    async def with_session(request: HttpRequest) -> HttpResponse:
        # Made anew for each request: what verify_session() returns has one user context
        # for all the requests it ever sees, and the request of a visitor in it.
        @verify_session()
        async def answer(request: HttpRequest) -> HttpResponse:
            # Where verify_session has put it.
            return await view(request, getattr(request, "supertokens"))  # noqa: B009

        return await answer(request)

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
