from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from supertokens_python.recipe.session.exceptions import (
    TryRefreshTokenError,
    UnauthorisedError,
)

# Both lead to the refresh page. With TryRefreshTokenError the access token has expired
# and a refresh renews it. With UnauthorisedError there is no session: the refresh
# fails, and that is what tells the front end to forget the session it may still believe
# in. Sent straight to the login page, it could come back forever.
NeedsRefresh = (TryRefreshTokenError, UnauthorisedError)


def redirect_to_refresh(request: HttpRequest, optional: bool = False) -> HttpResponse:
    """
    Sends the browser to the refresh page, which comes back to this very address, query
    string included. With `optional` it comes back without a session too; otherwise it
    goes on to the login page.
    """
    query = {"redirectBack": request.get_full_path()}
    if optional:
        query["optional"] = "true"
    return redirect(f"/refresh-session?{urlencode(query)}")
