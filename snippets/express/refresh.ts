import type { Request, Response } from "express";

/**
 * Sends the browser to the refresh page, which comes back to this very URL, query string
 * included. With `optional` it comes back without a session too; otherwise it goes on to the
 * login page.
 */
export function redirectToRefresh(
  req: Request,
  res: Response,
  { optional = false } = {},
): void {
  const query = new URLSearchParams({ redirectBack: req.originalUrl });
  if (optional) query.set("optional", "true");
  res.redirect(302, `/refresh-session?${query}`);
}
