import type { Request, Response } from "express";

/**
 * Sends the browser to the refresh page, which returns to this URL, query string included.
 * With `optional` it returns even without a session; otherwise it goes on to the login page.
 * Responds 401 to a request that is not a page load.
 */
export function redirectToRefresh(
  req: Request,
  res: Response,
  { optional = false } = {},
): void {
  if (!isNavigation(req)) return void res.status(401).json({ message: "try refresh token" });
  const query = new URLSearchParams({ redirectBack: req.originalUrl });
  if (optional) query.set("optional", "true");
  res.redirect(302, `/refresh-session?${query}`);
}

/**
 * Whether a browser loads a page. A script, an image or a download has no use for the refresh
 * page: it would follow the redirect and treat that page as what it requested.
 */
function isNavigation(req: Request): boolean {
  // Old browsers do not send it, nor does any browser without TLS.
  const mode = req.get("sec-fetch-mode") ?? "navigate";
  // A download is a navigation too: Chromium sends it without an Accept header.
  return mode === "navigate" && /text\/html/.test(req.get("accept") ?? "");
}
