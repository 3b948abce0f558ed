import type { NextRequest, NextResponse } from "next/server";
import { withPreParsedRequestResponse } from "supertokens-node/nextjs";
import { getSession, type VerifySessionOptions } from "supertokens-node/recipe/session";
import { forward } from "./forward";
import "./init";
import { needsRefresh, redirectToRefresh } from "./refresh";
import { sdkRequest } from "./sdk-request";

/** For the proxy: the page for a session, the refresh page for everybody else. */
export function requireSession(
  request: NextRequest,
  options?: VerifySessionOptions,
): Promise<NextResponse> {
  // Puts the cookies and headers that getSession sets on the answer.
  return withPreParsedRequestResponse(sdkRequest(request), async (req, res) => {
    try {
      await getSession(req, res, {
        // A page load only reads, and a browser adds no header to it: nothing to protect from
        // forgery.
        antiCsrfCheck: false,
        // These pages are for every user, whatever the claims of the session say.
        overrideGlobalClaimValidators: () => [],
        ...options,
      });
      return forward(request, res.cookies);
    } catch (error) {
      if (!needsRefresh(error)) throw error;
      return redirectToRefresh(request);
    }
  });
}
