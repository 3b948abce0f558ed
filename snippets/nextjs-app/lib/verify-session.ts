import type { NextRequest, NextResponse } from "next/server";
import { withPreParsedRequestResponse } from "supertokens-node/nextjs";
import { getSession, type VerifySessionOptions } from "supertokens-node/recipe/session";
import { forward } from "./forward";
import "./init";
import { pageLoad } from "./page-load";
import { sdkRequest } from "./sdk-request";
import { handleSessionError } from "./session-error";

/** For the proxy: the page for a session, the refresh page for every other visitor. */
export function requireSession(
  request: NextRequest,
  options: VerifySessionOptions = {},
): Promise<NextResponse> {
  // Puts the cookies and headers that getSession sets on the response.
  return withPreParsedRequestResponse(sdkRequest(request), async (req, res) => {
    try {
      await getSession(req, res, { ...pageLoad, ...options });
      return forward(request, res.cookies);
    } catch (error) {
      return handleSessionError(error, request, {
        optional: options.sessionRequired === false,
      });
    }
  });
}
