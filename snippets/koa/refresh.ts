import type { Context } from "koa";

/**
 * Sends the browser to the refresh page, which comes back to this very URL, query string
 * included. With `optional` it comes back without a session too; otherwise it goes on to the
 * login page.
 */
export function redirectToRefresh(ctx: Context, { optional = false } = {}): void {
  const query = new URLSearchParams({ redirectBack: ctx.originalUrl });
  if (optional) query.set("optional", "true");
  ctx.redirect(`/refresh-session?${query}`);
}
