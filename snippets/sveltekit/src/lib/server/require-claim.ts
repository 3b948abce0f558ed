import type { RequestEvent } from "@sveltejs/kit";
import { RolesClaim } from "./claims.ts";
import { withoutFetching } from "./page-load.ts";
import { requireSession } from "./verify-session.ts";

/** For the hook: the page for admins. */
export function requireAdmin(event: RequestEvent): Promise<Response | undefined> {
  return requireSession(event, {
    // Adds to the global validators and keeps them: other recipes have validators there.
    overrideGlobalClaimValidators: (validators) =>
      withoutFetching([...validators, RolesClaim.validators.includes("admin")]),
  });
}
