import type { Context } from "koa";

/**
 * Sends the browser to the refresh page, which returns to this URL, query string included.
 * With `optional` it returns even without a session; otherwise it goes on to the login page.
 * Responds 401 to a request that is not a page load.
 */
export function redirectToRefresh(ctx: Context, { optional = false } = {}): void {
  if (!isNavigation(ctx)) {
    ctx.status = 401;
    ctx.body = { message: "try refresh token" };
    return;
  }
  const query = new URLSearchParams({ redirectBack: ctx.originalUrl });
  if (optional) query.set("optional", "true");
  ctx.redirect(`/refresh-session?${query}`);
}

/**
 * Whether a browser loads a page. A script, an image or a download has no use for the refresh
 * page: it would follow the redirect and treat that page as what it requested.
 */
function isNavigation({ headers }: Context): boolean {
  // Old browsers do not send it, nor does any browser without TLS.
  const mode = headers["sec-fetch-mode"] ?? "navigate";
  // A download is a navigation too: Chromium sends it without an Accept header.
  return mode === "navigate" && /text\/html/.test(headers.accept ?? "");
}
