import type { Config } from "@netlify/functions";
import { getSession } from "supertokens-node/recipe/session";
import { html } from "../answer.ts";
import { page } from "../page.ts";
import { needsRefresh, redirectToRefresh } from "../refresh.ts";
import { withSuperTokens } from "../with-supertokens.ts";

/**
 * Asks the core on every request: a revoked session ends at once, not only when its access
 * token expires.
 */
export default withSuperTokens(async (request, sdk) => {
  try {
    const session = await getSession(sdk.request, sdk.response, {
      antiCsrfCheck: false,
      overrideGlobalClaimValidators: () => [],
      checkDatabase: true,
    });
    return html(page("Dashboard", `Signed in as ${session.getUserId()}`));
  } catch (error) {
    if (!needsRefresh(error)) throw error;
    return redirectToRefresh(request);
  }
});

export const config: Config = { path: "/dashboard-checked" };
