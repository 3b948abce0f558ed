import { type NextRequest, NextResponse } from "next/server";

/**
 * Sends the browser to the refresh page, which returns to this URL, query string included.
 * With `optional` it returns even without a session; otherwise it goes on to the login page.
 * Responds 401 to a request that is not a page load.
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
  // Next.js has re-encoded the query string, with a plus for every space.
  const query = nextUrl.search.replaceAll("+", "%20");
  const { basePath, pathname } = nextUrl;
  const url = basePath + refreshPage(basePath + pathname + query, options);
  return NextResponse.redirect(new URL(url, nextUrl), 302);
}

/** The URL of the refresh page that returns to `path`. */
export function refreshPage(path: string, { optional = false } = {}): string {
  const query = new URLSearchParams({ redirectBack: path });
  if (optional) query.set("optional", "true");
  return `/refresh-session?${query}`;
}

/**
 * Whether a browser loads a page. A script, an image or a download has no use for the refresh
 * page: it would follow the redirect and treat that page as what it requested.
 */
function isNavigation(headers: Headers): boolean {
  // Old browsers do not send it, nor does any browser without TLS.
  const mode = headers.get("sec-fetch-mode") ?? "navigate";
  // A download is a navigation too: Chromium sends it without an Accept header.
  return mode === "navigate" && /text\/html/.test(headers.get("accept") ?? "");
}
