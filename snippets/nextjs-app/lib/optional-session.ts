import type { NextRequest, NextResponse } from "next/server";
import { withPreParsedRequestResponse } from "supertokens-node/nextjs";
import { getSession } from "supertokens-node/recipe/session";
import { forward } from "./forward";
import "./init";
import { needsRefresh, redirectToRefresh } from "./refresh";
import { sdkRequest } from "./sdk-request";

/** For the proxy: the page for guests and for users. */
export function optionalSession(request: NextRequest): Promise<NextResponse> {
  return withPreParsedRequestResponse(sdkRequest(request), async (req, res) => {
    try {
      await getSession(req, res, {
        sessionRequired: false,
        antiCsrfCheck: false,
        overrideGlobalClaimValidators: () => [],
      });
      return forward(request, res.cookies);
    } catch (error) {
      // An expired access token is still TRY_REFRESH_TOKEN: this may be a user, so ask the
      // refresh page first.
      if (!needsRefresh(error)) throw error;
      return redirectToRefresh(request, { optional: true });
    }
  });
}
