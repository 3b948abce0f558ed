import type { Middleware } from "@loopback/rest";

/**
 * Marks every response as one user's own. Without it a cache or CDN may store a page, or a
 * `Set-Cookie`, and serve one user's session to another.
 */
export const noStore: Middleware = ({ response }, next) => {
  response.set("Cache-Control", "private, no-store");
  response.vary("Cookie");
  return next();
};
