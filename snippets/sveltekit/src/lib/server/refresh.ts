import type { RequestEvent } from "@sveltejs/kit";

/**
 * Sends the browser to the refresh page, which comes back to this very URL, query string
 * included. With `optional` it comes back without a session too; otherwise it goes on to the
 * login page. Responds 401 to a request that is neither a page load nor a data request.
 */
export function redirectToRefresh(
  { request, url, isDataRequest }: RequestEvent,
  { optional = false } = {},
): Response {
  // Of an enhanced form, say. The front-end SDK sees the status, refreshes and repeats the call.
  if (!isDataRequest && !isPageLoad(request)) {
    return Response.json({ message: "try refresh token" }, { status: 401 });
  }
  // The URL is that of the page, for a data request too. SvelteKit makes its response the one
  // that its client follows.
  const query = new URLSearchParams({ redirectBack: url.pathname + url.search });
  if (optional) query.set("optional", "true");
  return new Response(null, {
    status: 302,
    headers: { Location: `/refresh-session?${query}` },
  });
}

/**
 * Whether a browser loads a page. A script, an image or a download has no use for the refresh
 * page: it would follow the redirect and treat that page as what it requested.
 */
export function isPageLoad({ headers }: Request): boolean {
  // Old browsers do not send it, nor does any browser without TLS.
  const mode = headers.get("sec-fetch-mode") ?? "navigate";
  // A download is a navigation too: Chromium sends it without an Accept header.
  return mode === "navigate" && /text\/html/.test(headers.get("accept") ?? "");
}
