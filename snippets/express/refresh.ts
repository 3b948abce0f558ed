import type { Request, Response } from "express";

/**
 * Sends the browser to the refresh page, which comes back to this very URL, query string
 * included. With `optional` it comes back without a session too; otherwise it goes on to the
 * login page. Responds 401 to a request that is no page load.
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
 * Whether a browser loads a page. A script, an image and a download have no use for the refresh
 * page: they would follow a redirect, and take it for what they have requested.
 */
function isNavigation(req: Request): boolean {
  // Absent in an old browser, and where a site has no TLS.
  const mode = req.get("sec-fetch-mode") ?? "navigate";
  // A download is a navigation too: Chromium sends it without an Accept header.
  return mode === "navigate" && /text\/html/.test(req.get("accept") ?? "");
}
