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
    The options of get_session on a page, which may require more than the global
    validators do. Those stay: validators of other recipes are among them. A page load is
    a GET: it must not change anything.
    """
    return {
        # A browser adds no header to a page load, and a request that changes nothing
        # needs no protection from forgery.
        "anti_csrf_check": False,
        "override_global_claim_validators": lambda validators, session, user_context: [
            without_fetching(validator) for validator in (*validators, *required)
        ],
    }


def without_fetching(validator: SessionClaimValidator) -> SessionClaimValidator:
    """
    The validator, checking the claim as it stands in the access token. Left alone, it
    fetches a claim that is missing or too old, which changes the payload of the session
    during a GET and calls the core.
    """
    as_it_stands = copy(validator)
    as_it_stands.should_refetch = lambda payload, user_context: False
    return as_it_stands
