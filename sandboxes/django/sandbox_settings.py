"""The settings of the snippets, with the front end's pages before everything else."""

import secrets

import settings

for name in filter(str.isupper, dir(settings)):
    globals()[name] = getattr(settings, name)

# Every project that startproject makes has one. Django 4.2 reads it when it logs an error.
SECRET_KEY = secrets.token_urlsafe(50)

head, *others = settings.MIDDLEWARE
MIDDLEWARE = [head, "public_files.public_files", *others]
