import type { ServerResponse } from "node:http";

/**
 * Marks a response as one user's own. Without it a cache or CDN may store a page, or a
 * `Set-Cookie`, and serve one user's session to another.
 */
export function noStore(res: ServerResponse): void {
  res.setHeader("Cache-Control", "private, no-store");
  res.setHeader("Vary", "Cookie");
}
