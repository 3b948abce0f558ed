import { appendResponseHeader, type H3Event, setResponseHeader } from "h3";

/**
 * Marks a response as one user's own. Without it a cache or CDN may store a page, or a
 * `Set-Cookie`, and serve one user's session to another.
 */
export function noStore(event: H3Event): void {
  setResponseHeader(event, "Cache-Control", "private, no-store");
  appendResponseHeader(event, "Vary", "Cookie");
}
