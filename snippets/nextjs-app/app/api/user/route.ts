import { type NextRequest, NextResponse } from "next/server";
import { withSession } from "supertokens-node/nextjs";
import { RolesClaim } from "../../../lib/claims";
import { errorJson } from "../../../lib/error-page";
import "../../../lib/init";
import { noStore } from "../../../lib/no-store";
import { sdkRequest } from "../../../lib/sdk-request";

// Without a valid session withSession responds on its own: 401, or 403 for a claim. For every
// method except GET it also requires the header `rid`, which the front-end SDK adds.
async function handle(request: NextRequest): Promise<Response> {
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

export { handle as GET, handle as POST };
