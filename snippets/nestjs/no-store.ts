import type { IncomingMessage, ServerResponse } from "node:http";

/**
 * Marks every response as one user's own. Without it a cache or CDN may store a page, or a
 * `Set-Cookie`, and serve one user's session to another. A middleware, not an interceptor:
 * interceptors do not see the responses of guards and of the SDK.
 */
export function noStore(_req: IncomingMessage, res: ServerResponse, next: () => void): void {
  res.setHeader("Cache-Control", "private, no-store");
  res.setHeader("Vary", "Cookie");
  next();
}
