from collections.abc import Callable
from copy import copy
from typing import Any, TypedDict

from supertokens_python.recipe.session import SessionContainer
from supertokens_python.recipe.session.interfaces import SessionClaimValidator


class PageLoad(TypedDict):
    anti_csrf_check: bool
    override_global_claim_validators: Callable[
        [list[SessionClaimValidator], SessionContainer, dict[str, Any]],
        list[SessionClaimValidator],
    ]


def page_load(*required: SessionClaimValidator) -> PageLoad:
    """
    The get_session options for a page, which may require more claims than the global
    validators. Those are kept: other recipes have validators there. A page load is a
    GET and must not change anything.
    """
    return {
        # A browser adds no custom header to a page load, and a request without side
        # effects needs no CSRF protection.
        "anti_csrf_check": False,
        "override_global_claim_validators": lambda validators, session, user_context: [
            without_fetching(validator) for validator in (*validators, *required)
        ],
    }


def without_fetching(validator: SessionClaimValidator) -> SessionClaimValidator:
    """
    Makes the validator check the claim that the access token holds. Otherwise it
    fetches a claim that is missing or too old, which changes the session's payload
    during a GET and calls the core.
    """
    as_it_stands = copy(validator)
    as_it_stands.should_refetch = lambda payload, user_context: False
    return as_it_stands
