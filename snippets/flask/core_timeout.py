import asyncio
import math
import time
from types import SimpleNamespace
from typing import Any

import requests
from supertokens_python.querier import Querier
from supertokens_python.recipe.session import jwks

# How long a call to the core may take, in seconds.
LIMIT = 5
# Time between two attempts to fetch the public keys, in seconds, as in the SDK.
COOLDOWN = 0.5


def limit_core_calls() -> None:
    """
    Makes a call to the core fail after five seconds. The SDK has no option for it and
    waits 30: if the core accepts connections but does not respond, every page that
    needs it hangs.
    """
    api_request = Querier.api_request

    async def limited(self: Querier, *args: Any, **kwargs: Any) -> Any:
        async with asyncio.timeout(LIMIT):
            return await api_request(self, *args, **kwargs)

    Querier.api_request = limited
    # The SDK fetches the public keys without its querier: jwks.py calls requests.get, and
    # nothing else of that package.
    setattr(jwks, "requests", SimpleNamespace(get=Keys().get))  # noqa: B010


class Keys:
    """
    Fetches the public keys for the SDK, which handles one request after another.
    Without keys it has no cooldown: while the core fails, the tenth visitor in the
    queue would wait for ten time limits.
    """

    def __init__(self) -> None:
        self.last_failure: dict[str, float] = {}

    def get(self, url: str, timeout: float) -> requests.Response:
        if time.monotonic() - self.last_failure.get(url, -math.inf) < COOLDOWN:
            raise requests.ConnectionError("The core failed a moment ago")
        try:
            response = requests.get(url, timeout=min(timeout, LIMIT))
            response.raise_for_status()
        except requests.RequestException:
            self.last_failure[url] = time.monotonic()
            raise
        return response
