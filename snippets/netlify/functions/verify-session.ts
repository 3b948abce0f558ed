import type { Config } from "@netlify/functions";
import { getSession } from "supertokens-node/recipe/session";
import { html } from "../answer.ts";
import { page } from "../page.ts";
import { needsRefresh, redirectToRefresh } from "../refresh.ts";
import { withSuperTokens } from "../with-supertokens.ts";

export default withSuperTokens(async (request, sdk) => {
  try {
    const session = await getSession(sdk.request, sdk.response, {
      // A page load only reads, and a browser adds no header to it: nothing to protect from
      // forgery.
      antiCsrfCheck: false,
      // This page is for every user, whatever the claims of the session say.
      overrideGlobalClaimValidators: () => [],
    });
    return html(page("Dashboard", `Signed in as ${session.getUserId()}`));
  } catch (error) {
    if (!needsRefresh(error)) throw error;
    return redirectToRefresh(request);
  }
});

export const config: Config = { path: "/dashboard" };
