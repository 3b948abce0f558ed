import os
from pathlib import Path
from urllib.parse import urlsplit

from config import origin
from init import init_supertokens

ALLOWED_HOSTS = [urlsplit(origin).hostname or "localhost"]

MIDDLEWARE = [
    "head.no_body_for_head",
    "no_store.no_store",
    # Before every state-changing route, including the SDK's.
    "same_origin.same_origin",
    "supertokens_middleware.supertokens",
    # For your own forms. The state-changing views of the snippets are exempt.
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
