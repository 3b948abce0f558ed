import type { Config } from "@netlify/functions";
import { getSession } from "supertokens-node/recipe/session";
import { page } from "../page.ts";
import { pageLoad } from "../page-load.ts";
import { html } from "../responses.ts";
import { handleSessionError } from "../session-error.ts";
import { withSuperTokens } from "../with-supertokens.ts";

export default withSuperTokens(async (request, sdk) => {
  try {
    const session = await getSession(sdk.request, sdk.response, {
      ...pageLoad,
      sessionRequired: false,
    });
    const text = session ? `Hello again, ${session.getUserId()}` : "Hello, guest";
    return html(page("Welcome", text));
  } catch (error) {
    // An expired access token still throws TRY_REFRESH_TOKEN: the visitor may be signed
    // in, so the refresh page comes first.
    return handleSessionError(error, request, { optional: true });
  }
});

export const config: Config = { path: "/welcome" };
