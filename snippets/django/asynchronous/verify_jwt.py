from asyncio import to_thread

from django.http import HttpRequest, HttpResponse

from page import page
from refresh import redirect_to_refresh
from verify_jwt import access_token_of, verify_access_token


async def dashboard_jwt(request: HttpRequest) -> HttpResponse:
    token = access_token_of(request.headers.get("cookie", ""))
    # In a thread, so that fetching the keys blocks no other request.
    user_id = await to_thread(verify_access_token, token) if token else None
    if user_id is None:
        return redirect_to_refresh(request)
    return page(request, "Dashboard", f"Signed in as {user_id}")
