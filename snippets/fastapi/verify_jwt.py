import jwt
from fastapi import APIRouter, Request, Response

from config import core_uri
from page import page
from refresh import redirect_to_refresh

router = APIRouter()

# Public keys: no API key is needed, and they are fetched once, not on every request.
keys = jwt.PyJWKClient(
    f"{core_uri}/.well-known/jwks.json",
    # Both as in the SDK, in seconds: keys are kept for four hours, and an unknown one
    # is asked for twice a second at most.
    lifespan=4 * 60 * 60,
    cooldown_duration=0.5,
    timeout=10,
)


# Not async: FastAPI runs it in a thread, so that fetching the keys stops nobody else.
@router.api_route("/dashboard-jwt", methods=["GET", "HEAD"])
def dashboard_jwt(request: Request) -> Response:
    user_id = verify_access_token(request.cookies.get("sAccessToken", ""))
    if user_id is None:
        return redirect_to_refresh(request)
    return page(request, "Dashboard", f"Signed in as {user_id}")


def verify_access_token(token: str) -> str | None:
    """
    The user id in an access token; None where it is not the valid access token of a
    session. Raises when the keys cannot be fetched: that says nothing about the
    session.
    """
    try:
        claims = jwt.decode(
            token,
            keys.get_signing_key_from_jwt(token),
            # Never take the algorithm from the token: it could say "none", or HS256
            # with the public key as its secret.
            algorithms=["RS256"],
            options={
                # The core signs other JWTs with the same keys. Only a session's access
                # token has a session handle.
                "require": ["sub", "exp", "sessionHandle"],
                # What counts is when it ends: the core's clock may be ahead of this one.
                "verify_iat": False,
            },
        )
    except jwt.PyJWKClientConnectionError:
        raise
    # The second for a key that the core does not know.
    except (jwt.InvalidTokenError, jwt.PyJWKClientError):
        return None
    # OAuth2 tokens name their kind in `stt`; a session's access token has none, or 0.
    return None if claims.get("stt") else claims["sub"]
