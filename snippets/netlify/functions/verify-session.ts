import type { Config } from "@netlify/functions";
import { getSession } from "supertokens-node/recipe/session";
import { page } from "../page.ts";
import { pageLoad } from "../page-load.ts";
import { html } from "../responses.ts";
import { handleSessionError } from "../session-error.ts";
import { withSuperTokens } from "../with-supertokens.ts";

export default withSuperTokens(async (request, sdk) => {
  try {
    const session = await getSession(sdk.request, sdk.response, pageLoad);
    return html(page("Dashboard", `Signed in as ${session.getUserId()}`));
  } catch (error) {
    return handleSessionError(error, request);
  }
});

export const config: Config = { path: "/dashboard" };
