import { redirect } from "./answer.ts";
import { apiGatewayPath } from "./config.ts";
import { addressOf, type GatewayEvent, type Result } from "./event.ts";

/**
 * Sends the browser to the refresh page, which comes back to this very URL, query string
 * included. With `optional` it comes back without a session too; otherwise it goes on to the
 * login page.
 */
export function redirectToRefresh(event: GatewayEvent, { optional = false } = {}): Result {
  const query = new URLSearchParams({ redirectBack: addressOf(event) });
  if (optional) query.set("optional", "true");
  return redirect(`${apiGatewayPath}/refresh-session?${query}`, 302);
}
