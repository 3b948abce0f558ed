import { type NextRequest, NextResponse } from "next/server";

/**
 * Sends the browser to the refresh page, which comes back to this very URL, query string
 * included. With `optional` it comes back without a session too; otherwise it goes on to the
 * login page. Responds 401 to a request that is no page load.
 */
export function redirectToRefresh(
  { method, headers, nextUrl }: NextRequest,
  options?: { optional?: boolean },
): NextResponse {
  // The front-end SDK sees the status of a script's call, e.g. of a server action, refreshes,
  // and repeats the call. Where a link's fetch fails, Next.js loads the page instead.
  if (method === "POST" || !isNavigation(headers)) {
    return NextResponse.json({ message: "try refresh token" }, { status: 401 });
  }
  // Next.js has written the query anew, with a plus for every space.
  const query = nextUrl.search.replaceAll("+", "%20");
  const { basePath, pathname } = nextUrl;
  const url = basePath + refreshPage(basePath + pathname + query, options);
  return NextResponse.redirect(new URL(url, nextUrl), 302);
}

/** The URL of the refresh page that comes back to `path`. */
export function refreshPage(path: string, { optional = false } = {}): string {
  const query = new URLSearchParams({ redirectBack: path });
  if (optional) query.set("optional", "true");
  return `/refresh-session?${query}`;
}

/**
 * Whether a browser loads a page. A script, an image and a download have no use for the refresh
 * page: they would follow a redirect, and take it for what they have requested.
 */
function isNavigation(headers: Headers): boolean {
  // Absent in an old browser, and where a site has no TLS.
  const mode = headers.get("sec-fetch-mode") ?? "navigate";
  // A download is a navigation too: Chromium sends it without an Accept header.
  return mode === "navigate" && /text\/html/.test(headers.get("accept") ?? "");
}
