import { type NextRequest, NextResponse } from "next/server";
import { requireSessionInDatabase } from "./lib/check-database";
import { errorPage } from "./lib/error-page";
import { forward } from "./lib/forward";
import { noStore } from "./lib/no-store";
import { optionalSession } from "./lib/optional-session";
import { requireAdmin } from "./lib/require-claim";
import { refuseForeign } from "./lib/same-origin";
import { requireAccessToken } from "./lib/verify-jwt";
import { requireSession } from "./lib/verify-session";

/**
 * How each page verifies; a page that is not in the list needs a session. Here, and not in the
 * page: a server component can set neither a cookie nor a header, and the status only as long
 * as nothing has been sent.
 */
const pages = new Map<string, (request: NextRequest) => Promise<NextResponse> | NextResponse>([
  ["/dashboard-checked", requireSessionInDatabase],
  ["/dashboard-jwt", requireAccessToken],
  ["/welcome", optionalSession],
  ["/admin", requireAdmin],
  // Each of these verifies in its component, in a different way.
  ["/ways/get-ssr-session", forward],
  ["/ways/helper", forward],
  ["/ways/jwt", forward],
]);

/** Pages that are the same for every visitor, and must stay free of cookies. */
const open = new Set(["/", "/about", "/account", "/refresh-session"]);

/** Routes that verify for themselves: those of the SDK, the sign-in and the APIs. */
const routes = /^\/(?:auth|login|api|ways\/helper-api)(?:\/|$)/;

export async function proxy(request: NextRequest): Promise<NextResponse> {
  // Before every state-changing route, including server actions and the SDK's routes.
  const refused = refuseForeign(request);
  if (refused) return noStore(refused);

  const { pathname } = request.nextUrl;
  if (routes.test(pathname)) return NextResponse.next();
  // A POST calls a server action, and every page accepts the actions of all others.
  if (open.has(pathname) && request.method !== "POST") return NextResponse.next();
  const verify = pages.get(pathname) ?? requireSession;
  try {
    return noStore(await verify(request));
  } catch (error) {
    return noStore(errorPage(error));
  }
}

// Everything but files: what Next.js has built, and public/.
export const config = {
  matcher: "/((?!_next/static/|_next/image|supertokens/|[\\w-]+\\.(?:css|ico|js)$).*)",
};
