from typing import Any, Literal

from supertokens_python.framework import BaseRequest


def get_token_transfer_method(
    request: BaseRequest, for_new_session: bool, user_context: dict[str, Any]
) -> Literal["cookie", "header"]:
    """
    Tokens in headers for a mobile app, in cookies for every browser: a page load
    carries only cookies.
    """
    # Every current browser sends this header, and a script cannot omit it. A script
    # that could request tokens in headers could read them.
    if request.get_header("sec-fetch-site") is not None:
        return "cookie"
    # A mobile app's SDK states where it expects the tokens.
    if request.get_header("st-auth-mode") == "header":
        return "header"
    authorization = request.get_header("authorization") or ""
    return "header" if authorization.startswith("Bearer ") else "cookie"
