from typing import Any

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


# The user's roles, as they were at sign-in or when the claim was fetched last.
roles_claim = PrimitiveArrayClaim(key="roles", fetch_value=fetch_roles)
