import type { Context, Next } from "koa";

/**
 * Marks every response as one user's own. Without it a cache or CDN may store a page, or a
 * `Set-Cookie`, and serve one user's session to another.
 */
export async function noStore(ctx: Context, next: Next): Promise<void> {
  ctx.set("Cache-Control", "private, no-store");
  ctx.vary("Cookie");
  await next();
}
