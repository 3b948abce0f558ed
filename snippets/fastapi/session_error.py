from fastapi import Request, Response
from supertokens_python.recipe.session.exceptions import (
    InvalidClaimsError,
    SuperTokensSessionError,
    TryRefreshTokenError,
    UnauthorisedError,
)

from page import page
from refresh import redirect_to_refresh


def session_error(
    request: Request, error: SuperTokensSessionError, optional: bool = False
) -> Response:
    """
    The response to what get_session raises on a page; raises every other error again.

    TryRefreshTokenError and UnauthorisedError both lead to the refresh page. With
    TryRefreshTokenError the access token has expired, and the refresh page gets a new
    one. With UnauthorisedError there is no session: the refresh fails, and only that
    makes the front end forget a session that it may still believe in. Sent straight to
    the login page, it could come back forever.
    """
    if needs_refresh(error):
        return redirect_to_refresh(request, optional)
    if isinstance(error, InvalidClaimsError):
        # The session is fine, but it must not see this page. A refresh would change
        # nothing.
        return page(request, "Not allowed", "Your account cannot open this page", 403)
    raise error


def needs_refresh(error: SuperTokensSessionError) -> bool:
    if isinstance(error, InvalidClaimsError):
        # A claim that is not in the access token at all: the session began before the
        # claim existed, and the refresh adds it.
        reasons = [failed.reason for failed in error.payload]
        return any(
            isinstance(reason, dict) and reason.get("message") == "value does not exist"
            for reason in reasons
        )
    return isinstance(error, (TryRefreshTokenError, UnauthorisedError))
