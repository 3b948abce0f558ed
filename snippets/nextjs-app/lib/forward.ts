import { type NextRequest, NextResponse } from "next/server";
import type { CollectingResponse } from "supertokens-node/framework/custom";
import { contentSecurityPolicy } from "./content-security-policy";
import { cookieHeader } from "./sdk-request";

/**
 * Lets the request go on to its page. `cookies` are those that the SDK has set on the way: the
 * browser gets them with the response, and the page sees them at once, in place of the old
 * ones.
 */
export function forward(
  request: NextRequest,
  cookies: CollectingResponse["cookies"] = [],
): NextResponse {
  const policy = contentSecurityPolicy();
  const headers = new Headers(request.headers);
  headers.set("cookie", cookieHeader(request, cookies));
  // Next.js reads the nonce from the request, and puts it on every script of the page.
  headers.set("Content-Security-Policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("Content-Security-Policy", policy);
  return response;
}
