import { PrimitiveArrayClaim } from "supertokens-node/recipe/session/claims";
import { rolesOf } from "./users.ts";

/** The user's roles, as they were at sign-in or when the claim was fetched last. */
export const RolesClaim = new PrimitiveArrayClaim<string>({
  key: "roles",
  fetchValue: (userId) => rolesOf(userId),
});
