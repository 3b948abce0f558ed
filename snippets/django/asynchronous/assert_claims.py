from django.http import HttpRequest, HttpResponse, JsonResponse
from supertokens_python.recipe.session import SessionContainer

from asynchronous.protect_api import require_session
from claims import roles_claim


@require_session
async def admin_api(request: HttpRequest, session: SessionContainer) -> HttpResponse:
    # Raises InvalidClaimsError, to which verify_session responds with 403.
    await session.assert_claims([roles_claim.validators.includes("admin")])
    return JsonResponse({"secret": "The cake is real"})
