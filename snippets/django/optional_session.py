from django.http import HttpRequest, HttpResponse
from supertokens_python.recipe.session.syncio import get_session

from page import page
from refresh import NeedsRefresh, redirect_to_refresh


def welcome(request: HttpRequest) -> HttpResponse:
    try:
        session = get_session(
            request,
            session_required=False,
            anti_csrf_check=False,
            override_global_claim_validators=lambda validators, session, user_context: [],
        )
    except NeedsRefresh:
        # An expired access token is still TryRefreshTokenError: this may be a user, so
        # ask the refresh page first.
        return redirect_to_refresh(request, optional=True)
    if session is None:
        return page(request, "Welcome", "Hello, guest")
    return page(request, "Welcome", f"Hello again, {session.get_user_id()}")
