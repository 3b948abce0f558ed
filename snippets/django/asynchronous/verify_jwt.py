from asyncio import to_thread

from django.http import HttpRequest, HttpResponse

from page import page
from refresh import redirect_to_refresh
from verify_jwt import verify_access_token


async def dashboard_jwt(request: HttpRequest) -> HttpResponse:
    token = request.COOKIES.get("sAccessToken", "")
    # In a thread, so that fetching the keys stops nobody else.
    user_id = await to_thread(verify_access_token, token)
    if user_id is None:
        return redirect_to_refresh(request)
    return page(request, "Dashboard", f"Signed in as {user_id}")
