import { type NextRequest, NextResponse } from "next/server";
import { Error as SuperTokensError } from "supertokens-node";
import { Error as SessionError } from "supertokens-node/recipe/session";

/**
 * Both outcomes lead to the refresh page. With TRY_REFRESH_TOKEN the access token has
 * expired and a refresh renews it. With UNAUTHORISED there is no session: the refresh
 * fails, and that is what tells the front end to forget the session it may still believe
 * in. Sent straight to the login page, it could come back forever.
 */
export function needsRefresh(error: unknown): boolean {
  return (
    SuperTokensError.isErrorFromSuperTokens(error) &&
    (error.type === SessionError.TRY_REFRESH_TOKEN || error.type === SessionError.UNAUTHORISED)
  );
}

/**
 * Sends the browser to the refresh page, which comes back to this very address, query
 * string included. With `optional` it comes back without a session too; otherwise it goes
 * on to the login page.
 */
export function redirectToRefresh(
  { method, nextUrl }: NextRequest,
  options?: { optional: boolean },
): NextResponse {
  // A script calls a server action. The front-end SDK sees the status, refreshes, and repeats
  // the call; a redirect would lead the script to a page that it has no use for.
  if (method === "POST") {
    return NextResponse.json({ message: "try refresh token" }, { status: 401 });
  }
  // Next.js has written the query anew, with a plus for every space.
  const query = nextUrl.search.replaceAll("+", "%20");
  const address = refreshPage(nextUrl.pathname + query, options);
  return NextResponse.redirect(new URL(address, nextUrl), 302);
}

/** The address of the refresh page that comes back to `path`. */
export function refreshPage(path: string, { optional = false } = {}): string {
  const query = new URLSearchParams({ redirectBack: path });
  if (optional) query.set("optional", "true");
  return `/refresh-session?${query}`;
}
