import type { Result } from "./event.ts";

/**
 * Marks every response as one user's own, those of the SDK too. Without it a cache or CDN may
 * store a page, or a `Set-Cookie`, and serve one user's session to another.
 */
export function noStore(result: Result): Result {
  const headers = { "Cache-Control": "private, no-store", Vary: "Cookie" };
  return { ...result, headers: { ...headers, ...result.headers } };
}
