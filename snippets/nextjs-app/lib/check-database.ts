import type { NextRequest, NextResponse } from "next/server";
import { requireSession } from "./verify-session";

/**
 * Calls the core on every request: a revoked session ends at once, not only when its access
 * token expires.
 */
export function requireSessionInDatabase(request: NextRequest): Promise<NextResponse> {
  return requireSession(request, { checkDatabase: true });
}
