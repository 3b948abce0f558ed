import os

# The origin that the browser sees. The SDK derives the cookie settings from it, so it
# must be the real one in production.
origin = os.environ.get("ORIGIN", f"http://localhost:{os.environ.get('PORT', '3000')}")

# Where the SuperTokens core listens.
core_uri = os.environ.get("SUPERTOKENS_CORE_URI", "http://localhost:3567")
