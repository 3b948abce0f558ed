import { createMiddleware } from "hono/factory";

/**
 * Marks every response as one user's own. Without it a cache or CDN may store a page, or a
 * `Set-Cookie`, and serve one user's session to another.
 */
export const noStore = createMiddleware(async (c, next) => {
  await next();
  // After the handler: a header that is set before it is not part of a `new Response()`.
  c.header("Cache-Control", "private, no-store");
  c.header("Vary", "Cookie", { append: true });
});
