from django.utils.decorators import sync_and_async_middleware
from supertokens_python.framework.django import middleware

# Responds to /auth/*, including the refresh and the sign-out, and puts the SDK's
# cookies on every response. It has an async form but does not declare it, so Django
# would run it in a thread.
supertokens = sync_and_async_middleware(middleware)
