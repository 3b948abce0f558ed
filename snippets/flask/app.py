from flask import Flask
from supertokens_python.framework.flask import Middleware
from werkzeug.exceptions import InternalServerError

import assert_claims
import check_database
import optional_session
import protect_api
import require_claim
import sign_in
import verify_jwt
import verify_session
from error_page import error_page
from init import init_supertokens
from no_store import no_store
from same_origin import same_origin

init_supertokens()

app = Flask(__name__)

# Registered first because Flask runs these in reverse order: it runs after everything
# that the SDK adds.
app.after_request(no_store)
# Before every state-changing route, including the SDK's.
app.before_request(same_origin)
# Responds to /auth/*, including the refresh and the sign-out, and to the session errors
# of your routes; puts its cookies on every response.
Middleware(app)

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
    app.register_blueprint(module.blueprint)

# Errors that are not about sessions.
app.register_error_handler(InternalServerError, error_page)
