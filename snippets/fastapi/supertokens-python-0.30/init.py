import os
from typing import Any

from supertokens_python import InputAppInfo, SupertokensConfig, init
from supertokens_python.recipe import session
from supertokens_python.recipe.session.interfaces import (
    RecipeInterface,
    SessionClaimValidator,
    SessionContainer,
)
from supertokens_python.recipe.session.utils import InputOverrideConfig
from supertokens_python.types import RecipeUserId

from claims import roles_claim, update_roles
from config import core_uri, origin
from cookie_count import count_every_cookie
from core_timeout import limit_core_calls


# #region init
def init_supertokens() -> None:
    limit_core_calls()
    count_every_cookie()
    init(
        framework="fastapi",
        mode="asgi",
        supertokens_config=SupertokensConfig(
            connection_uri=core_uri,
            api_key=os.environ.get("SUPERTOKENS_API_KEY"),
        ),
        app_info=InputAppInfo(app_name="Example", api_domain=origin, website_domain=origin),
        recipe_list=[
            session.init(
                # A browser sends cookies with a page load, never an Authorization
                # header: SSR needs cookies.
                get_token_transfer_method=lambda request, for_new_session, user_context: (
                    "cookie"
                ),
                # Requests that change something must carry a header that a foreign
                # site's form cannot set.
                anti_csrf="VIA_CUSTOM_HEADER",
                override=InputOverrideConfig(functions=with_roles),
            )
        ],
    )
# #endregion init


def with_roles(original: RecipeInterface) -> RecipeInterface:
    create_new_session = original.create_new_session
    refresh_session = original.refresh_session

    # Puts the roles into every new session, so that a page can check them without a
    # call to the core.
    async def create_with_roles(
        user_id: str,
        recipe_user_id: RecipeUserId,
        access_token_payload: dict[str, Any] | None,
        session_data_in_database: dict[str, Any] | None,
        disable_anti_csrf: bool | None,
        tenant_id: str,
        user_context: dict[str, Any],
    ) -> SessionContainer:
        payload = access_token_payload or {}
        roles = await roles_claim.build(
            user_id, recipe_user_id, tenant_id, payload, user_context
        )
        return await create_new_session(
            user_id,
            recipe_user_id,
            {**payload, **roles},
            session_data_in_database,
            disable_anti_csrf,
            tenant_id,
            user_context,
        )

    # A role that was given or taken away reaches a running session here: after one
    # lifetime of the access token at the latest.
    async def refresh_with_roles(
        refresh_token: str,
        anti_csrf_token: str | None,
        disable_anti_csrf: bool,
        user_context: dict[str, Any],
    ) -> SessionContainer:
        session = await refresh_session(
            refresh_token, anti_csrf_token, disable_anti_csrf, user_context
        )
        await update_roles(session)
        return session

    # Checked by get_session and verify_session everywhere, unless a route overrides it.
    def not_suspended(
        tenant_id: str,
        user_id: str,
        recipe_user_id: RecipeUserId,
        claim_validators_added_by_other_recipes: list[SessionClaimValidator],
        user_context: dict[str, Any],
    ) -> list[SessionClaimValidator]:
        return [
            *claim_validators_added_by_other_recipes,
            roles_claim.validators.excludes("suspended"),
        ]

    original.create_new_session = create_with_roles
    original.refresh_session = refresh_with_roles
    original.get_global_claim_validators = not_suspended
    return original
