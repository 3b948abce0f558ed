import { type NextRequest, NextResponse } from "next/server";
import { withSession } from "supertokens-node/nextjs";
import { RolesClaim } from "../../../lib/claims";
import { errorJson } from "../../../lib/error-page";
import "../../../lib/init";
import { noStore } from "../../../lib/no-store";
import { sdkRequest } from "../../../lib/sdk-request";

export async function GET(request: NextRequest): Promise<Response> {
  // Without a valid session withSession answers by itself: 401, or 403 for a claim.
  const response = await withSession(sdkRequest(request), async (error, session) => {
    if (!session) return errorJson(error);
    return NextResponse.json({
      userId: session.getUserId(),
      sessionHandle: session.getHandle(),
      roles: await session.getClaimValue(RolesClaim),
    });
  });
  return noStore(response);
}
