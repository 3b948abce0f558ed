"""
The Django snippets: urls from DJANGO_URLS, on WSGI or ASGI as MODE says, and more settings
from MORE.
"""

import json
import os

import settings

from serve import serve_asgi, serve_wsgi

for name, value in json.loads(os.environ.get("MORE", "{}")).items():
    setattr(settings, name, value)

if os.environ.get("MODE") == "asgi":
    from asgi import application

    serve_asgi(application)
else:
    from wsgi import application

    serve_wsgi(application)
