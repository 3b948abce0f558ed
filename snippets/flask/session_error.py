from flask import Request
from flask.typing import ResponseReturnValue
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
) -> ResponseReturnValue:
    """
    The response to what get_session raises on a page; re-raises every other error.

    TryRefreshTokenError and UnauthorisedError both lead to the refresh page. With
    TryRefreshTokenError the access token has expired, and the refresh page gets a new
    one. With UnauthorisedError there is no session: the refresh fails, and only a
    failed refresh makes the front end drop a session that it may still assume. Sent
    straight to the login page, the visitor could be redirected back forever.
    """
    if needs_refresh(error):
        return redirect_to_refresh(request, optional)
    if isinstance(error, InvalidClaimsError):
        # The session is valid but lacks a claim that this page requires. A refresh
        # would not change that.
        return page("Not allowed", "Your account cannot open this page"), 403
    raise error


def needs_refresh(error: SuperTokensSessionError) -> bool:
    if isinstance(error, InvalidClaimsError):
        # The claim is missing from the access token: the session started before the
        # claim existed, and the refresh adds it.
        reasons = [failed.reason for failed in error.payload]
        return any(
            isinstance(reason, dict) and reason.get("message") == "value does not exist"
            for reason in reasons
        )
    return isinstance(error, (TryRefreshTokenError, UnauthorisedError))
