import type { Context } from "hono";

/**
 * Sends the browser to the refresh page, which returns to this URL, query string included.
 * With `optional` it returns even without a session; otherwise it goes on to the login page.
 * Responds 401 to a request that is not a page load.
 */
export function redirectToRefresh(c: Context, { optional = false } = {}): Response {
  if (!isNavigation(c)) return c.json({ message: "try refresh token" }, 401);
  const { pathname, search } = new URL(c.req.url);
  const query = new URLSearchParams({ redirectBack: pathname + search });
  if (optional) query.set("optional", "true");
  return c.redirect(`/refresh-session?${query}`);
}

/**
 * Whether a browser loads a page. A script, an image or a download has no use for the refresh
 * page: it would follow the redirect and treat that page as what it requested.
 */
function isNavigation({ req }: Context): boolean {
  // Old browsers do not send it, nor does any browser without TLS.
  const mode = req.header("sec-fetch-mode") ?? "navigate";
  // A download is a navigation too: Chromium sends it without an Accept header.
  return mode === "navigate" && /text\/html/.test(req.header("accept") ?? "");
}
