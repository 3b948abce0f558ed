import os

from supertokens_python import InputAppInfo, SupertokensConfig, init
from supertokens_python.recipe import session

origin = os.environ.get("ORIGIN", f"http://localhost:{os.environ.get('PORT', '3000')}")


def init_supertokens() -> None:
    init(
        framework="flask",
        mode="wsgi",
        supertokens_config=SupertokensConfig(
            connection_uri=os.environ.get("SUPERTOKENS_CORE_URI", "http://localhost:3567"),
            api_key=os.environ.get("SUPERTOKENS_API_KEY"),
        ),
        app_info=InputAppInfo(app_name="Example", api_domain=origin, website_domain=origin),
        recipe_list=[session.init()],
    )
