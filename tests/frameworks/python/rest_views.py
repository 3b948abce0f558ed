"""Views of Django REST framework, which has a request class of its own."""

from typing import Any

from django.urls import path
from rest_framework.decorators import api_view
from rest_framework.response import Response
from rest_framework.views import APIView
from supertokens_python.recipe.session.framework.django.syncio import verify_session
from supertokens_python.recipe.session.syncio import get_session


@verify_session()
@api_view(["GET"])
def outside(request: Any) -> Response:
    return Response({"userId": request.supertokens.get_user_id()})


@api_view(["GET"])
@verify_session()
def inside(request: Any) -> Response:
    return Response({"userId": request.supertokens.get_user_id()})


class Plain(APIView):
    def get(self, request: Any) -> Response:
        session = get_session(request)
        assert session is not None
        return Response({"userId": session.get_user_id()})


urlpatterns = [
    path("outside", outside),
    path("inside", inside),
    path("plain", Plain.as_view()),
]
