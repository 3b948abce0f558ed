from django.http import HttpRequest, HttpResponse
from supertokens_python.recipe.session.exceptions import InvalidClaimsError
from supertokens_python.recipe.session.syncio import get_session

from claims import roles_claim
from page import page
from refresh import NeedsRefresh, redirect_to_refresh


def admin(request: HttpRequest) -> HttpResponse:
    try:
        session = get_session(
            request,
            anti_csrf_check=False,
            override_global_claim_validators=lambda validators, session, user_context: [
                *validators,
                roles_claim.validators.includes("admin"),
            ],
        )
    except InvalidClaimsError:
        # The session is fine, it just may not see this page. A refresh would change
        # nothing.
        return page(request, "Not allowed", "This page is for admins", status=403)
    except NeedsRefresh:
        return redirect_to_refresh(request)
    assert session is not None
    return page(request, "Admin", f"{session.get_user_id()} is an admin")
