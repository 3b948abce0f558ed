import type { NextRequest, NextResponse } from "next/server";
import { requireSessionInDatabase } from "./lib/check-database";
import { errorPage } from "./lib/error-page";
import { forward } from "./lib/forward";
import { noStore } from "./lib/no-store";
import { optionalSession } from "./lib/optional-session";
import { requireAdmin } from "./lib/require-claim";
import { requireAccessToken } from "./lib/verify-jwt";
import { requireSession } from "./lib/verify-session";

/**
 * How each page verifies. Here, and not in the page: a server component can set neither a
 * cookie nor a header, and the status only as long as nothing has been sent.
 */
const pages = new Map<string, (request: NextRequest) => Promise<NextResponse>>([
  ["/dashboard", (request) => requireSession(request)],
  ["/dashboard-checked", requireSessionInDatabase],
  ["/dashboard-jwt", requireAccessToken],
  ["/welcome", optionalSession],
  ["/admin", requireAdmin],
  ["/profile", (request) => requireSession(request)],
]);

export async function proxy(request: NextRequest): Promise<NextResponse> {
  const verify = pages.get(request.nextUrl.pathname) ?? forward;
  try {
    return noStore(await verify(request));
  } catch (error) {
    return noStore(errorPage(error));
  }
}

// Pages only. API routes verify by themselves, and what is the same for everybody must stay
// free of cookies.
export const config = {
  matcher: [
    "/dashboard",
    "/dashboard-checked",
    "/dashboard-jwt",
    "/welcome",
    "/admin",
    "/profile",
    "/ways/:path*",
  ],
};
