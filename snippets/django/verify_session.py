from django.http import HttpRequest, HttpResponse
from supertokens_python.recipe.session.syncio import get_session

from page import page
from refresh import NeedsRefresh, redirect_to_refresh


def dashboard(request: HttpRequest) -> HttpResponse:
    try:
        session = get_session(
            request,
            # A page load only reads, and a browser adds no header to it: nothing to
            # protect from forgery.
            anti_csrf_check=False,
            # This page is for every user, whatever the claims of the session say.
            override_global_claim_validators=lambda validators, session, user_context: [],
        )
    except NeedsRefresh:
        return redirect_to_refresh(request)
    # None only with session_required=False.
    assert session is not None
    return page(request, "Dashboard", f"Signed in as {session.get_user_id()}")
