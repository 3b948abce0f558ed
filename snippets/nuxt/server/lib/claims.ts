import type { SessionContainer } from "supertokens-node/recipe/session";
import { PrimitiveArrayClaim } from "supertokens-node/recipe/session/claims";
import { rolesOf } from "./users.ts";

/** The user's roles, as they were at the sign-in or at the last refresh. */
export const RolesClaim = new PrimitiveArrayClaim<string>({
  key: "roles",
  fetchValue: (userId) => rolesOf(userId),
});

/** Brings the roles in a session up to date. Calls the core only where they have changed. */
export async function updateRoles(session: SessionContainer): Promise<void> {
  const roles = rolesOf(session.getUserId());
  const claimed = await session.getClaimValue(RolesClaim);
  if (JSON.stringify(claimed) !== JSON.stringify(roles)) {
    await session.setClaimValue(RolesClaim, roles);
  }
}
