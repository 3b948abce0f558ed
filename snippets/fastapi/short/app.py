from fastapi import APIRouter, FastAPI
from fastapi.responses import PlainTextResponse
from supertokens_python.framework.fastapi import get_middleware

from init import init_supertokens
from page_session import PageRoute, PageSession

init_supertokens()

app = FastAPI()
app.add_middleware(get_middleware())

pages = APIRouter(route_class=PageRoute)


@pages.api_route("/dashboard", methods=["GET", "HEAD"])
async def dashboard(session: PageSession) -> PlainTextResponse:
    return PlainTextResponse(f"Signed in as {session.get_user_id()}")


app.include_router(pages)
