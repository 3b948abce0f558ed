import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

from config import origin
from init import init_supertokens

# Anew for each process: name your own, if you use what Django signs with it.
SECRET_KEY = os.environ.get("DJANGO_SECRET_KEY", secrets.token_urlsafe(50))
ALLOWED_HOSTS = [urlsplit(origin).hostname or "localhost"]

MIDDLEWARE = [
    "no_store.no_store",
    # Before Django's CSRF check, which has no say in the requests of the SDK.
    "supertokens_middleware.supertokens",
    "django.middleware.csrf.CsrfViewMiddleware",
]
# The async views are in "asynchronous.urls".
ROOT_URLCONF = os.environ.get("DJANGO_URLS", "urls")
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "templates"],
    }
]

# The SDK writes the dates of its cookies in this zone, and calls them GMT.
TIME_ZONE = "UTC"

init_supertokens()
