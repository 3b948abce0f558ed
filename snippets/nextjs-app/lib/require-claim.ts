import type { NextRequest, NextResponse } from "next/server";
import { RolesClaim } from "./claims";
import { withoutFetching } from "./page-load";
import { requireSession } from "./verify-session";

/** For the proxy: the page for admins. */
export function requireAdmin(request: NextRequest): Promise<NextResponse> {
  return requireSession(request, {
    // Adds to the global validators and keeps them: other recipes have validators there.
    overrideGlobalClaimValidators: (validators) =>
      withoutFetching([...validators, RolesClaim.validators.includes("admin")]),
  });
}
