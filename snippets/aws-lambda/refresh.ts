import { json, redirect } from "./answer.ts";
import { apiGatewayPath } from "./config.ts";
import { addressOf, type GatewayEvent, headerOf, type Result } from "./event.ts";

/**
 * Sends the browser to the refresh page, which comes back to this very URL, query string
 * included. With `optional` it comes back without a session too; otherwise it goes on to the
 * login page. Responds 401 to a request that is no page load.
 */
export function redirectToRefresh(event: GatewayEvent, { optional = false } = {}): Result {
  if (!isNavigation(event)) return json({ message: "try refresh token" }, 401);
  const query = new URLSearchParams({ redirectBack: addressOf(event) });
  if (optional) query.set("optional", "true");
  return redirect(`${apiGatewayPath}/refresh-session?${query}`, 302);
}

/**
 * Whether a browser loads a page. A script, an image and a download have no use for the refresh
 * page: they would follow a redirect, and take it for what they have requested.
 */
function isNavigation(event: GatewayEvent): boolean {
  // Absent in an old browser, and where a site has no TLS.
  const mode = headerOf(event, "sec-fetch-mode") ?? "navigate";
  // A download is a navigation too: Chromium sends it without an Accept header.
  return mode === "navigate" && /text\/html/.test(headerOf(event, "accept") ?? "");
}
