import type { APIContext } from "astro";
import { RolesClaim } from "./claims.ts";
import { withoutFetching } from "./page-load.ts";
import { requireSession } from "./verify-session.ts";

/** For the middleware: the page for admins. */
export function requireAdmin(context: APIContext): Promise<Response | undefined> {
  return requireSession(context, {
    // Adds to the global validators and keeps them: other recipes have validators there.
    overrideGlobalClaimValidators: (validators) =>
      withoutFetching([...validators, RolesClaim.validators.includes("admin")]),
  });
}
