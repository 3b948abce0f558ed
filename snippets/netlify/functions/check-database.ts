import type { Config } from "@netlify/functions";
import { getSession } from "supertokens-node/recipe/session";
import { page } from "../page.ts";
import { pageLoad } from "../page-load.ts";
import { html } from "../responses.ts";
import { handleSessionError } from "../session-error.ts";
import { withSuperTokens } from "../with-supertokens.ts";

/**
 * Calls the core on every request: a revoked session ends at once, not only when its access
 * token expires.
 */
export default withSuperTokens(async (request, sdk) => {
  try {
    const options = { ...pageLoad, checkDatabase: true };
    const session = await getSession(sdk.request, sdk.response, options);
    return html(page("Dashboard", `Signed in as ${session.getUserId()}`));
  } catch (error) {
    return handleSessionError(error, request);
  }
});

export const config: Config = { path: "/dashboard-checked" };
