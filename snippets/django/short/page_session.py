from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_cookie
from supertokens_python.recipe.session import SessionContainer, exceptions
from supertokens_python.recipe.session.syncio import get_session

P = ParamSpec("P")


def with_session(
    view: Callable[Concatenate[HttpRequest, SessionContainer, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """
    Passes the visitor's session to a view; without one, redirects to the refresh page.
    """

    @require_safe
    @cache_control(private=True, no_store=True)
    @vary_on_cookie
    @wraps(view)
    def page(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            # A page load carries no anti-CSRF header.
            session = get_session(request, anti_csrf_check=False)
        except (exceptions.TryRefreshTokenError, exceptions.UnauthorisedError):
            query = urlencode({"redirectBack": request.get_full_path()})
            return redirect(f"/refresh-session?{query}")
        assert session is not None  # None only with session_required=False.
        response = view(request, session, *args, **kwargs)
        if request.method == "HEAD":  # Waitress would send the body.
            response.content = b""
        return response

    return page
