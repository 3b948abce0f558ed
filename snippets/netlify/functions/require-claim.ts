import type { Config } from "@netlify/functions";
import { getSession } from "supertokens-node/recipe/session";
import { html } from "../answer.ts";
import { RolesClaim } from "../claims.ts";
import { page } from "../page.ts";
import { pageLoad, withoutFetching } from "../page-load.ts";
import { handleSessionError } from "../session-error.ts";
import { withSuperTokens } from "../with-supertokens.ts";

export default withSuperTokens(async (request, sdk) => {
  try {
    const session = await getSession(sdk.request, sdk.response, {
      ...pageLoad,
      // Added to the global validators, which stay: those of other recipes are among them.
      overrideGlobalClaimValidators: (validators) =>
        withoutFetching([...validators, RolesClaim.validators.includes("admin")]),
    });
    return html(page("Admin", `${session.getUserId()} is an admin`));
  } catch (error) {
    return handleSessionError(error, request);
  }
});

export const config: Config = { path: "/admin" };
