/**
 * Marks a response as one user's own. Without it a cache or CDN may store a page, or a
 * `Set-Cookie`, and serve one user's session to another.
 */
export function noStore<T extends Response>(response: T): T {
  response.headers.set("Cache-Control", "private, no-store");
  response.headers.set("Vary", "Cookie");
  return response;
}
