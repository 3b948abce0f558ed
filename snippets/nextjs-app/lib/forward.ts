import { type NextRequest, NextResponse } from "next/server";
import type { CollectingResponse } from "supertokens-node/framework/custom";
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
  const headers = new Headers(request.headers);
  headers.set("cookie", cookieHeader(request, cookies));
  return NextResponse.next({ request: { headers } });
}
