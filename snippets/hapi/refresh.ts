import type { Request, ResponseObject, ResponseToolkit } from "@hapi/hapi";

/**
 * Sends the browser to the refresh page, which comes back to this very URL, query string
 * included. With `optional` it comes back without a session too; otherwise it goes on to the
 * login page.
 */
export function redirectToRefresh(
  request: Request,
  h: ResponseToolkit,
  { optional = false } = {},
): ResponseObject {
  const query = new URLSearchParams({
    redirectBack: request.url.pathname + request.url.search,
  });
  if (optional) query.set("optional", "true");
  return h.redirect(`/refresh-session?${query}`);
}
