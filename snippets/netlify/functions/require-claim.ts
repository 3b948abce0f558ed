import type { Config } from "@netlify/functions";
import { Error as SuperTokensError } from "supertokens-node";
import { getSession, Error as SessionError } from "supertokens-node/recipe/session";
import { html } from "../answer.ts";
import { RolesClaim } from "../claims.ts";
import { page } from "../page.ts";
import { needsRefresh, redirectToRefresh } from "../refresh.ts";
import { withSuperTokens } from "../with-supertokens.ts";

export default withSuperTokens(async (request, sdk) => {
  try {
    const session = await getSession(sdk.request, sdk.response, {
      antiCsrfCheck: false,
      overrideGlobalClaimValidators: (globalValidators) => [
        ...globalValidators,
        RolesClaim.validators.includes("admin"),
      ],
    });
    return html(page("Admin", `${session.getUserId()} is an admin`));
  } catch (error) {
    if (isInvalidClaim(error)) {
      // The session is fine, it just may not see this page. A refresh would change nothing.
      return html(page("Not allowed", "This page is for admins"), 403);
    }
    if (!needsRefresh(error)) throw error;
    return redirectToRefresh(request);
  }
});

export const config: Config = { path: "/admin" };

function isInvalidClaim(error: unknown): boolean {
  return (
    SuperTokensError.isErrorFromSuperTokens(error) && error.type === SessionError.INVALID_CLAIMS
  );
}
