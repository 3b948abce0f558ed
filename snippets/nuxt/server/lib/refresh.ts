import { getRequestURL, type H3Event } from "h3";

/**
 * Sends the browser to the refresh page, which returns to this URL, query string included.
 * With `optional` it returns even without a session; otherwise it goes on to the login page.
 * Responds 401 to a request that is not a page load.
 */
export function redirectToRefresh(event: H3Event, { optional = false } = {}): Response {
  // Such as that of client navigation, which then loads the page as a document.
  if (!isPageLoad(event)) {
    return Response.json({ message: "try refresh token" }, { status: 401 });
  }
  const { pathname, search } = getRequestURL(event);
  const query = new URLSearchParams({ redirectBack: pathname + search });
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
export function isPageLoad({ headers }: H3Event): boolean {
  // Old browsers do not send it, nor does any browser without TLS.
  const mode = headers.get("sec-fetch-mode") ?? "navigate";
  // A download is a navigation too: Chromium sends it without an Accept header.
  return mode === "navigate" && /text\/html/.test(headers.get("accept") ?? "");
}
