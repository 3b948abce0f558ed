import type { NextRequest, NextResponse } from "next/server";
import { requireSession } from "./verify-session";

/**
 * For the proxy: the page for guests and for users. An expired access token still leads to the
 * refresh page, because the visitor may be signed in; that page returns even without a
 * session.
 */
export function optionalSession(request: NextRequest): Promise<NextResponse> {
  return requireSession(request, { sessionRequired: false });
}
