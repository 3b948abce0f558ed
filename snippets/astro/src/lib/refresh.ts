import type { APIContext } from "astro";

/**
 * Sends the browser to the refresh page, which returns to this URL, query string included.
 * With `optional` it returns even without a session; otherwise it goes on to the login page.
 * Responds 401 to a request that is not a page load.
 */
export function redirectToRefresh(
  { request, url }: APIContext,
  { optional = false } = {},
): Response {
  // Such as that of an action or a server island. <ClientRouter /> loads a response that is
  // not HTML as a page, which then leads to the refresh page.
  if (!isPageLoad(request)) {
    return Response.json({ message: "try refresh token" }, { status: 401 });
  }
  const query = new URLSearchParams({
    // The query of a form's URL names the action.
    redirectBack: request.method === "POST" ? url.pathname : url.pathname + url.search,
  });
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
