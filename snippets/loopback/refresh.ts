import type { MiddlewareContext, Response } from "@loopback/rest";

/**
 * Sends the browser to the refresh page, which comes back to this very URL, query string
 * included. With `optional` it comes back without a session too; otherwise it goes on to the
 * login page.
 */
export function redirectToRefresh(
  { request, response }: MiddlewareContext,
  { optional = false } = {},
): Response {
  const query = new URLSearchParams({ redirectBack: request.originalUrl });
  if (optional) query.set("optional", "true");
  response.redirect(302, `/refresh-session?${query}`);
  return response;
}
