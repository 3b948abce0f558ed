import { apiGatewayPath } from "./config.ts";
import { type GatewayEvent, headerOf, type Result, requestedUrl } from "./event.ts";
import { json, redirect } from "./responses.ts";

/**
 * Sends the browser to the refresh page, which returns to this URL, query string included.
 * With `optional` it returns even without a session; otherwise it goes on to the login page.
 * Responds 401 to a request that is not a page load.
 */
export function redirectToRefresh(event: GatewayEvent, { optional = false } = {}): Result {
  if (!isNavigation(event)) return json({ message: "try refresh token" }, 401);
  const query = new URLSearchParams({ redirectBack: requestedUrl(event) });
  if (optional) query.set("optional", "true");
  return redirect(`${apiGatewayPath}/refresh-session?${query}`, 302);
}

/**
 * Whether a browser loads a page. A script, an image or a download has no use for the refresh
 * page: it would follow the redirect and treat that page as what it requested.
 */
function isNavigation(event: GatewayEvent): boolean {
  // Old browsers do not send it, nor does any browser without TLS.
  const mode = headerOf(event, "sec-fetch-mode") ?? "navigate";
  // A download is a navigation too: Chromium sends it without an Accept header.
  return mode === "navigate" && /text\/html/.test(headerOf(event, "accept") ?? "");
}
