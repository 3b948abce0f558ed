import math
import time
from typing import Any

import jwt
from fastapi import APIRouter, Request, Response

from config import core_uri
from page import page
from refresh import redirect_to_refresh

router = APIRouter()


class Keys(jwt.PyJWKClient):
    """
    Fetches the public keys of the core: no API key is needed, and they are fetched once,
    not on every request.
    """

    _last_failure = -math.inf

    def fetch_data(self) -> Any:
        # PyJWT counts the cooldown from the last success: while the core fails, each
        # request with an unknown key id would fetch the keys again.
        if time.monotonic() - self._last_failure < self.cooldown_duration:
            raise jwt.PyJWKClientConnectionError("The core failed a moment ago")
        try:
            return super().fetch_data()
        except Exception as error:
            self._last_failure = time.monotonic()
            raise jwt.PyJWKClientConnectionError("Cannot fetch the keys") from error


# In seconds. The first two as in the SDK: keys are kept for four hours, and an unknown
# one is looked up twice a second at most.
keys = Keys(
    f"{core_uri}/.well-known/jwks.json",
    lifespan=4 * 60 * 60,
    cooldown_duration=0.5,
    timeout=5,
)


# Not async: FastAPI runs it in a thread, so that fetching the keys blocks no other
# request.
@router.api_route("/dashboard-jwt", methods=["GET", "HEAD"])
def dashboard_jwt(request: Request) -> Response:
    token = access_token_of("; ".join(request.headers.getlist("cookie")))
    user_id = verify_access_token(token) if token else None
    if user_id is None:
        return redirect_to_refresh(request)
    return page(request, "Dashboard", f"Signed in as {user_id}")


def access_token_of(header: str) -> str | None:
    """
    The access token in a Cookie header. None if there is none, or if there are two:
    nothing tells which one is the visitor's.
    """
    cookies = [cookie.strip() for cookie in header.split(";")]
    values = [
        cookie.removeprefix("sAccessToken=")
        for cookie in cookies
        if cookie.startswith("sAccessToken=")
    ]
    return values[0] if len(values) == 1 else None


def verify_access_token(token: str) -> str | None:
    """
    The user id in an access token; None if it is not a valid access token of a
    session. Raises if the keys cannot be fetched: the session may still be valid.
    """
    try:
        verified = jwt.decode_complete(
            token,
            keys.get_signing_key_from_jwt(token),
            # Never take the algorithm from the token: it could say "none", or HS256
            # with the public key as its secret.
            algorithms=["RS256"],
            options={
                "require": ["sub", "exp", "sessionHandle"],
                # Only the expiry counts: the core's clock may be ahead of this one.
                "verify_iat": False,
            },
        )
    except jwt.PyJWKClientConnectionError:
        raise
    # The second is for a key that the core does not have.
    except (jwt.InvalidTokenError, jwt.PyJWKClientError):
        return None
    header, claims = verified["header"], verified["payload"]
    # The core signs other JWTs with the same keys. Only an access token has a version
    # in its header and a session handle. An OAuth2 token has a kind in `stt`, which is
    # missing or 0 in a session's access token.
    is_access_token = (
        isinstance(header.get("version"), str)
        and isinstance(claims["sessionHandle"], str)
        and not claims.get("stt")
    )
    return claims["sub"] or None if is_access_token else None
