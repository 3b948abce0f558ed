from typing import Annotated

from fastapi import APIRouter, Depends
from supertokens_python.recipe.session import SessionContainer

from claims import roles_claim
from protect_api import require_session

router = APIRouter()


@router.get("/api/admin")
async def admin_api(
    session: Annotated[SessionContainer, Depends(require_session)],
) -> dict[str, str]:
    # Raises InvalidClaimsError, to which the SDK's middleware responds with 403.
    await session.assert_claims([roles_claim.validators.includes("admin")])
    return {"secret": "The cake is real"}
