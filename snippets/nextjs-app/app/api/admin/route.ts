import { type NextRequest, NextResponse } from "next/server";
import { withSession } from "supertokens-node/nextjs";
import { RolesClaim } from "../../../lib/claims";
import { errorJson } from "../../../lib/error-page";
import "../../../lib/init";
import { noStore } from "../../../lib/no-store";
import { sdkRequest } from "../../../lib/sdk-request";

export async function GET(request: NextRequest): Promise<Response> {
  const response = await withSession(sdkRequest(request), async (error, session) => {
    if (!session) return errorJson(error);
    // Throws INVALID_CLAIMS, to which withSession responds 403.
    await session.assertClaims([RolesClaim.validators.includes("admin")]);
    return NextResponse.json({ secret: "The cake is real" });
  });
  return noStore(response);
}
