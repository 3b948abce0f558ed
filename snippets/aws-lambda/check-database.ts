import { getSession } from "supertokens-node/recipe/session";
import type { GatewayEvent, Result } from "./event.ts";
import { page } from "./page.ts";
import { pageLoad } from "./page-load.ts";
import { html } from "./responses.ts";
import { handleSessionError } from "./session-error.ts";

/**
 * Calls the core on every request: a revoked session ends at once, not only when its access
 * token expires.
 */
export async function dashboardChecked(event: GatewayEvent): Promise<Result> {
  try {
    const session = await getSession(event, event, { ...pageLoad, checkDatabase: true });
    return html(page("Dashboard", `Signed in as ${session.getUserId()}`));
  } catch (error) {
    return handleSessionError(error, event);
  }
}
