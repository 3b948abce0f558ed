import type { NextRequest, NextResponse } from "next/server";
import { Error as SuperTokensError } from "supertokens-node";
import { withPreParsedRequestResponse } from "supertokens-node/nextjs";
import { getSession, Error as SessionError } from "supertokens-node/recipe/session";
import { RolesClaim } from "./claims";
import { forward } from "./forward";
import "./init";
import { needsRefresh, redirectToRefresh } from "./refresh";
import { sdkRequest } from "./sdk-request";

/** For the proxy: the page for admins. */
export function requireAdmin(request: NextRequest): Promise<NextResponse> {
  return withPreParsedRequestResponse(sdkRequest(request), async (req, res) => {
    try {
      await getSession(req, res, {
        antiCsrfCheck: false,
        overrideGlobalClaimValidators: (globalValidators) => [
          ...globalValidators,
          RolesClaim.validators.includes("admin"),
        ],
      });
      return forward(request, res.cookies);
    } catch (error) {
      // The session is fine, it just may not see this page, and a refresh would change
      // nothing. The page looks at the roles too, and says so.
      if (isInvalidClaim(error)) return forward(request, [], 403);
      if (!needsRefresh(error)) throw error;
      return redirectToRefresh(request);
    }
  });
}

function isInvalidClaim(error: unknown): boolean {
  return (
    SuperTokensError.isErrorFromSuperTokens(error) && error.type === SessionError.INVALID_CLAIMS
  );
}
