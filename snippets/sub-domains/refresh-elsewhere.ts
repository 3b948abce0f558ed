import type { Request, Response } from "express";
import { isNavigation } from "./is-navigation.ts";
import { apiOrigin, websiteOrigin } from "./settings.ts";

/**
 * Sends the browser from a page of the API's origin to the refresh page of the website's.
 * The return URL is absolute: a path alone would lead to a page of the website. Responds 401
 * to a request that is no page load.
 */
export function redirectToRefresh(req: Request, res: Response): void {
  if (!isNavigation(req)) return void res.status(401).json({ message: "try refresh token" });
  const query = new URLSearchParams({ redirectBack: apiOrigin + req.originalUrl });
  res.redirect(302, `${websiteOrigin}/refresh-session?${query}`);
}
