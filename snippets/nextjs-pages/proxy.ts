import { type NextRequest, NextResponse } from "next/server";
import { refuseForeign } from "./lib/same-origin";

/** Before every state-changing route: the SDK's, the sign-in and the APIs. */
export function proxy(request: NextRequest): NextResponse {
  const response = refuseForeign(request) ?? NextResponse.next();
  // For what Next.js refuses before an API route runs, too: a body that is no JSON.
  response.headers.set("Cache-Control", "private, no-store");
  response.headers.set("Vary", "Cookie");
  return response;
}

// getServerSideProps changes nothing in any page. Where yours does, e.g. for a form that is
// posted to it, add the path of the page.
export const config = { matcher: ["/api/:path*", "/auth/:path*", "/login"] };
