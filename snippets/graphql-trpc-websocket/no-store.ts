import type { NextFunction, Request, Response } from "express";

/**
 * Marks every response as one user's own. Without it a cache or CDN may store a page, or a
 * `Set-Cookie`, and serve one user's session to another.
 */
export function noStore(_req: Request, res: Response, next: NextFunction): void {
  res.set("Cache-Control", "private, no-store");
  res.vary("Cookie");
  next();
}
