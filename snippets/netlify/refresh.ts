import { redirect } from "./answer.ts";

/**
 * Sends the browser to the refresh page, which comes back to this very URL, query string
 * included. With `optional` it comes back without a session too; otherwise it goes on to the
 * login page.
 */
export function redirectToRefresh(request: Request, { optional = false } = {}): Response {
  const { pathname, search } = new URL(request.url);
  const query = new URLSearchParams({ redirectBack: pathname + search });
  if (optional) query.set("optional", "true");
  return redirect(`/refresh-session?${query}`, 302);
}
