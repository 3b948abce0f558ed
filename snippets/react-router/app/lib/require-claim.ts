import type { LoaderFunctionArgs } from "react-router";
import { RolesClaim } from "./claims";
import { withoutFetching } from "./page-load";
import { requireSession } from "./verify-session";

/** For the middleware: the page for admins. */
export function requireAdmin(args: LoaderFunctionArgs): Promise<Response | undefined> {
  return requireSession(args, {
    // Adds to the global validators and keeps them: other recipes have validators there.
    overrideGlobalClaimValidators: (validators) =>
      withoutFetching([...validators, RolesClaim.validators.includes("admin")]),
  });
}
