import { PrimitiveArrayClaim } from "supertokens-node/recipe/session/claims";
import { rolesOf } from "./users";

/** The user's roles, as they were at sign-in or when the claim was fetched last. */
export const RolesClaim = new PrimitiveArrayClaim<string>({
  key: "roles",
  fetchValue: (userId) => rolesOf(userId),
});

/** The roles in the payload of an access token that has been verified. */
export function rolesIn(payload: Record<string, unknown>): string[] {
  const claim = payload[RolesClaim.key] as { v?: string[] } | undefined;
  return claim?.v ?? [];
}
