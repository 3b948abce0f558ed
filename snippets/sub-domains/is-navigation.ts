import type { Request } from "express";

/**
 * Whether a browser loads a page. A script, an image and a download have no use for the refresh
 * page: they would follow a redirect, and take it for what they have requested.
 */
export function isNavigation(req: Request): boolean {
  // Absent in an old browser, and where a site has no TLS.
  const mode = req.get("sec-fetch-mode") ?? "navigate";
  // A download is a navigation too: Chromium sends it without an Accept header.
  return mode === "navigate" && /text\/html/.test(req.get("accept") ?? "");
}
