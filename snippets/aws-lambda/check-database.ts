import { getSession } from "supertokens-node/recipe/session";
import { html } from "./answer.ts";
import type { GatewayEvent, Result } from "./event.ts";
import { page } from "./page.ts";
import { needsRefresh, redirectToRefresh } from "./refresh.ts";

/**
 * Asks the core on every request: a revoked session ends at once, not only when its access
 * token expires.
 */
export async function dashboardChecked(event: GatewayEvent): Promise<Result> {
  try {
    const session = await getSession(event, event, {
      antiCsrfCheck: false,
      overrideGlobalClaimValidators: () => [],
      checkDatabase: true,
    });
    return html(page("Dashboard", `Signed in as ${session.getUserId()}`));
  } catch (error) {
    if (!needsRefresh(error)) throw error;
    return redirectToRefresh(event);
  }
}
