from django.urls import path

from assert_claims import admin_api
from check_database import dashboard_checked
from optional_session import welcome
from protect_api import user
from require_claim import admin
from sign_in import sign_in
from verify_jwt import dashboard_jwt
from verify_session import dashboard

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
