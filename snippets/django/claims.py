from typing import Any

from supertokens_python.recipe.session import SessionContainer
from supertokens_python.recipe.session.claims import PrimitiveArrayClaim
from supertokens_python.types import RecipeUserId

from users import roles_of


def fetch_roles(
    user_id: str,
    recipe_user_id: RecipeUserId,
    tenant_id: str,
    current_payload: dict[str, Any],
    user_context: dict[str, Any],
) -> list[str]:
    return roles_of(user_id)


# The user's roles, as they were at the sign-in or at the last refresh.
roles_claim = PrimitiveArrayClaim(key="roles", fetch_value=fetch_roles)


async def update_roles(session: SessionContainer) -> None:
    """
    Brings the roles in a session up to date. Calls the core only where they have
    changed.
    """
    roles = roles_of(session.get_user_id())
    if await session.get_claim_value(roles_claim) != roles:
        await session.set_claim_value(roles_claim, roles)
