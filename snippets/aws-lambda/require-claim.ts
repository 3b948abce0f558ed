import { Error as SuperTokensError } from "supertokens-node";
import { getSession, Error as SessionError } from "supertokens-node/recipe/session";
import { html } from "./answer.ts";
import { RolesClaim } from "./claims.ts";
import type { GatewayEvent, Result } from "./event.ts";
import { page } from "./page.ts";
import { needsRefresh, redirectToRefresh } from "./refresh.ts";

export async function admin(event: GatewayEvent): Promise<Result> {
  try {
    const session = await getSession(event, event, {
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
    return redirectToRefresh(event);
  }
}

function isInvalidClaim(error: unknown): boolean {
  return (
    SuperTokensError.isErrorFromSuperTokens(error) && error.type === SessionError.INVALID_CLAIMS
  );
}
