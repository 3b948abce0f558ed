import type { Request } from "express";

/**
 * Whether a browser loads a page. A script, an image or a download has no use for the refresh
 * page: it would follow the redirect and treat that page as what it requested.
 */
export function isNavigation(req: Request): boolean {
  // Old browsers do not send it, nor does any browser without TLS.
  const mode = req.get("sec-fetch-mode") ?? "navigate";
  // A download is a navigation too: Chromium sends it without an Accept header.
  return mode === "navigate" && /text\/html/.test(req.get("accept") ?? "");
}
