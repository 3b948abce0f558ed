from django.urls import path

from asynchronous.assert_claims import admin_api
from asynchronous.check_database import dashboard_checked
from asynchronous.optional_session import welcome
from asynchronous.protect_api import user
from asynchronous.require_claim import admin
from asynchronous.sign_in import sign_in
from asynchronous.verify_jwt import dashboard_jwt
from asynchronous.verify_session import dashboard

urlpatterns = [
    path("dashboard", dashboard),
    path("dashboard-checked", dashboard_checked),
    path("dashboard-jwt", dashboard_jwt),
    path("welcome", welcome),
    path("admin", admin),
    path("login", sign_in),
    path("api/user", user),
    path("api/admin", admin_api),
]

# Errors that are not about sessions.
handler500 = "error_page.error_page"
