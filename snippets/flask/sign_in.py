from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue
from supertokens_python import convert_to_recipe_user_id
from supertokens_python.recipe.session.syncio import create_new_session

from redirect_back import safe_redirect_back
from users import set_roles

blueprint = Blueprint("sign_in", __name__)


@blueprint.post("/login")
def sign_in() -> ResponseReturnValue:
    """
    A placeholder for your own sign-in: it accepts every name. same_origin.py runs
    before it.
    """
    user = request.form.get("user")
    if not user:
        return "Who are you?", 400
    role = request.form.get("role")
    set_roles(user, [role] if role else [])

    create_new_session(request, "public", convert_to_recipe_user_id(user))

    back = safe_redirect_back(request.args.get("redirectBack"))
    # The front end requests JSON: its SDK needs the headers of the response, and fetch
    # hides those of a redirect.
    kind = request.accept_mimetypes.best_match(["application/json", "text/html"])
    return redirect(back, 303) if kind == "text/html" else {"redirectBack": back}
