import asyncio
from typing import Any

from supertokens_python.querier import Querier
from supertokens_python.recipe.session.jwks import JWKSConfig

# How long a call to the core may take, in seconds.
LIMIT = 5


def limit_core_calls() -> None:
    """
    Makes a call to the core fail after five seconds. The SDK has no option for it and
    waits 30: while the core accepts connections and does not respond, every page that
    needs it would hang.
    """
    api_request = Querier.api_request

    async def limited(self: Querier, *args: Any, **kwargs: Any) -> Any:
        async with asyncio.timeout(LIMIT):
            return await api_request(self, *args, **kwargs)

    Querier.api_request = limited
    # The SDK fetches the public keys without its querier. In milliseconds, 10 s if left
    # alone.
    JWKSConfig["request_timeout"] = LIMIT * 1000
