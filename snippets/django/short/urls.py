from django.http import HttpRequest, HttpResponse
from django.urls import path
from supertokens_python.recipe.session import SessionContainer

from page_session import with_session


@with_session
def dashboard(request: HttpRequest, session: SessionContainer) -> HttpResponse:
    return HttpResponse(f"Signed in as {session.get_user_id()}", content_type="text/plain")


urlpatterns = [path("dashboard", dashboard)]
