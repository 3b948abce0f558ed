import type { NextRequest, NextResponse } from "next/server";
import { RolesClaim } from "./claims";
import { withoutFetching } from "./page-load";
import { requireSession } from "./verify-session";

/** For the proxy: the page for admins. */
export function requireAdmin(request: NextRequest): Promise<NextResponse> {
  return requireSession(request, {
    // Added to the global validators, which stay: those of other recipes are among them.
    overrideGlobalClaimValidators: (validators) =>
      withoutFetching([...validators, RolesClaim.validators.includes("admin")]),
  });
}
