from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from supertokens_python import convert_to_recipe_user_id
from supertokens_python.recipe.session.syncio import create_new_session

from redirect_back import safe_redirect_back
from users import set_roles
from wants_html import wants_html


class SeeOther(HttpResponseRedirect):
    status_code = 303


# Django's own check needs a token in the form, and the login page is the same for
# everybody; same_origin.py stands for it.
@csrf_exempt
@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    """
    Stands for your own sign-in: it believes every name. same_origin.py has run before
    it.
    """
    user = request.POST.get("user")
    if not user:
        return HttpResponse("Who are you?", status=400)
    role = request.POST.get("role")
    set_roles(user, [role] if role else [])

    create_new_session(request, "public", convert_to_recipe_user_id(user))

    back = safe_redirect_back(request.GET.get("redirectBack"))
    # The front end asks for JSON: it has to see the headers of the response, and fetch
    # hides those of a redirect.
    return SeeOther(back) if wants_html(request) else JsonResponse({"redirectBack": back})
