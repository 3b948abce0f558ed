from django.http import HttpRequest, HttpResponse
from supertokens_python.recipe.session.exceptions import SuperTokensSessionError
from supertokens_python.recipe.session.syncio import get_session

from page import page
from page_load import page_load
from session_error import session_error


def dashboard(request: HttpRequest) -> HttpResponse:
    try:
        session = get_session(request, **page_load())
    except SuperTokensSessionError as error:
        return session_error(request, error)
    # None only with session_required=False.
    assert session is not None
    return page(request, "Dashboard", f"Signed in as {session.get_user_id()}")
