import type { Context } from "hono";

/**
 * Sends the browser to the refresh page, which comes back to this very URL, query string
 * included. With `optional` it comes back without a session too; otherwise it goes on to the
 * login page. Responds 401 to a request that is no page load.
 */
export function redirectToRefresh(c: Context, { optional = false } = {}): Response {
  if (!isNavigation(c)) return c.json({ message: "try refresh token" }, 401);
  const { pathname, search } = new URL(c.req.url);
  const query = new URLSearchParams({ redirectBack: pathname + search });
  if (optional) query.set("optional", "true");
  return c.redirect(`/refresh-session?${query}`);
}

/**
 * Whether a browser loads a page. A script, an image and a download have no use for the refresh
 * page: they would follow a redirect, and take it for what they have requested.
 */
function isNavigation({ req }: Context): boolean {
  // Absent in an old browser, and where a site has no TLS.
  const mode = req.header("sec-fetch-mode") ?? "navigate";
  // A download is a navigation too: Chromium sends it without an Accept header.
  return mode === "navigate" && /text\/html/.test(req.header("accept") ?? "");
}
