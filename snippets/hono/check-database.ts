import type { Context } from "hono";
import { getSession } from "supertokens-node/recipe/session";
import { page } from "./page.ts";
import { pageLoad } from "./page-load.ts";
import { handleSessionError } from "./session-error.ts";
import type { SdkEnv } from "./super-tokens.ts";

/**
 * Calls the core on every request: a revoked session ends at once, not only when its access
 * token expires.
 */
export async function dashboardChecked(c: Context<SdkEnv>): Promise<Response> {
  const { request, response } = c.var.sdk;
  try {
    const options = { ...pageLoad, checkDatabase: true };
    const session = await getSession(request, response, options);
    return c.html(page("Dashboard", `Signed in as ${session.getUserId()}`));
  } catch (error) {
    return handleSessionError(error, c);
  }
}
