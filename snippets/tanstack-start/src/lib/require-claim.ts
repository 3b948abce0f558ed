import { RolesClaim } from "./claims.ts";
import { withoutFetching } from "./page-load.ts";
import { requireSession, type Visit, type Visitor } from "./verify-session.ts";

/** For the middleware: only admins may call the function. */
export function requireAdmin(visit: Visit): Promise<Visitor> {
  return requireSession(visit, {
    // Adds to the global validators and keeps them: other recipes have validators there.
    overrideGlobalClaimValidators: (validators) =>
      withoutFetching([...validators, RolesClaim.validators.includes("admin")]),
  });
}
