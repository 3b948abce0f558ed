import type { Request, Response } from "express";
import { apiOrigin, websiteOrigin } from "./settings.ts";

/**
 * Sends the browser from a page of the API's origin to the refresh page of the website's.
 * The return URL is absolute: a path alone would lead to a page of the website.
 */
export function redirectToRefresh(req: Request, res: Response): void {
  const query = new URLSearchParams({ redirectBack: apiOrigin + req.originalUrl });
  res.redirect(302, `${websiteOrigin}/refresh-session?${query}`);
}
