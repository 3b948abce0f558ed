import type { H3Event } from "h3";
import { RolesClaim } from "./claims.ts";
import { withoutFetching } from "./page-load.ts";
import { requireSession } from "./verify-session.ts";

/** For the middleware: the page for admins. */
export function requireAdmin(event: H3Event): Promise<Response | undefined> {
  return requireSession(event, {
    // Adds to the global validators and keeps them: other recipes have validators there.
    overrideGlobalClaimValidators: (validators) =>
      withoutFetching([...validators, RolesClaim.validators.includes("admin")]),
  });
}
