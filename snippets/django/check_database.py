from django.http import HttpRequest, HttpResponse
from supertokens_python.recipe.session.syncio import get_session

from page import page
from refresh import NeedsRefresh, redirect_to_refresh


def dashboard_checked(request: HttpRequest) -> HttpResponse:
    """
    Asks the core on every request: a revoked session ends at once, not only when its
    access token expires.
    """
    try:
        session = get_session(
            request,
            anti_csrf_check=False,
            override_global_claim_validators=lambda validators, session, user_context: [],
            check_database=True,
        )
    except NeedsRefresh:
        return redirect_to_refresh(request)
    assert session is not None
    return page(request, "Dashboard", f"Signed in as {session.get_user_id()}")
