import type { Config } from "@netlify/functions";
import { getSession } from "supertokens-node/recipe/session";
import { html } from "../answer.ts";
import { page } from "../page.ts";
import { needsRefresh, redirectToRefresh } from "../refresh.ts";
import { withSuperTokens } from "../with-supertokens.ts";

export default withSuperTokens(async (request, sdk) => {
  try {
    const session = await getSession(sdk.request, sdk.response, {
      sessionRequired: false,
      antiCsrfCheck: false,
      overrideGlobalClaimValidators: () => [],
    });
    const text = session ? `Hello again, ${session.getUserId()}` : "Hello, guest";
    return html(page("Welcome", text));
  } catch (error) {
    // An expired access token is still TRY_REFRESH_TOKEN: this may be a user, so ask the
    // refresh page first.
    if (!needsRefresh(error)) throw error;
    return redirectToRefresh(request, { optional: true });
  }
});

export const config: Config = { path: "/welcome" };
