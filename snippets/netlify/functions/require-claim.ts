import type { Config } from "@netlify/functions";
import { getSession } from "supertokens-node/recipe/session";
import { RolesClaim } from "../claims.ts";
import { page } from "../page.ts";
import { pageLoad, withoutFetching } from "../page-load.ts";
import { html } from "../responses.ts";
import { handleSessionError } from "../session-error.ts";
import { withSuperTokens } from "../with-supertokens.ts";

export default withSuperTokens(async (request, sdk) => {
  try {
    const session = await getSession(sdk.request, sdk.response, {
      ...pageLoad,
      // Adds to the global validators and keeps them: other recipes have validators there.
      overrideGlobalClaimValidators: (validators) =>
        withoutFetching([...validators, RolesClaim.validators.includes("admin")]),
    });
    return html(page("Admin", `${session.getUserId()} is an admin`));
  } catch (error) {
    return handleSessionError(error, request);
  }
});

export const config: Config = { path: "/admin" };
