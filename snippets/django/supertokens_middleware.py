from django.utils.decorators import sync_and_async_middleware
from supertokens_python.framework.django import middleware

# Answers /auth/*, among them the refresh and the sign-out, and puts the SDK's cookies
# on every answer. It has an async form and does not tell Django, which would run it in
# a thread.
supertokens = sync_and_async_middleware(middleware)
