from fastapi import FastAPI
from supertokens_python.exceptions import SuperTokensError
from supertokens_python.framework.fastapi import get_middleware

import assert_claims
import check_database
import optional_session
import protect_api
import require_claim
import sign_in
import verify_jwt
import verify_session
from error_page import ErrorPage
from init import init_supertokens
from no_store import NoStore
from same_origin import SameOrigin

init_supertokens()

app = FastAPI(openapi_url=None)

for module in (
    verify_session,
    check_database,
    verify_jwt,
    optional_session,
    require_claim,
    sign_in,
    protect_api,
    assert_claims,
):
    app.include_router(module.router)

# The middleware added last is the outermost.

# Your own errors: inside the SDK's middleware, which adds its cookies to the
# response.
app.add_middleware(ErrorPage, leave=(SuperTokensError,))
# Responds to /auth/*, including the refresh and the sign-out, and to the session
# errors of your routes.
app.add_middleware(get_middleware())
# Errors of the SDK, such as an unreachable core.
app.add_middleware(ErrorPage)
# Before every state-changing route, including the SDK's.
app.add_middleware(SameOrigin)
app.add_middleware(NoStore)
