import { type NextRequest, NextResponse } from "next/server";

/**
 * Sends the browser to the refresh page, which comes back to this very URL, query string
 * included. With `optional` it comes back without a session too; otherwise it goes on to the
 * login page.
 */
export function redirectToRefresh(
  { method, nextUrl }: NextRequest,
  options?: { optional?: boolean },
): NextResponse {
  // A script calls a server action. The front-end SDK sees the status, refreshes, and repeats
  // the call; a redirect would lead the script to a page that it has no use for.
  if (method === "POST") {
    return NextResponse.json({ message: "try refresh token" }, { status: 401 });
  }
  // Next.js has written the query anew, with a plus for every space.
  const query = nextUrl.search.replaceAll("+", "%20");
  const url = refreshPage(nextUrl.pathname + query, options);
  return NextResponse.redirect(new URL(url, nextUrl), 302);
}

/** The URL of the refresh page that comes back to `path`. */
export function refreshPage(path: string, { optional = false } = {}): string {
  const query = new URLSearchParams({ redirectBack: path });
  if (optional) query.set("optional", "true");
  return `/refresh-session?${query}`;
}
