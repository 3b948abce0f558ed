from django.http import HttpRequest, HttpResponse, JsonResponse
from supertokens_python.recipe.session import SessionContainer

from claims import roles_claim
from protect_api import require_session


@require_session
def admin_api(request: HttpRequest, session: SessionContainer) -> HttpResponse:
    # Raises InvalidClaimsError, to which verify_session responds with 403.
    session.sync_assert_claims([roles_claim.validators.includes("admin")])
    return JsonResponse({"secret": "The cake is real"})
