import type { NextRequest } from "next/server";
import { getAppDirRequestHandler } from "supertokens-node/nextjs";
import { errorJson } from "../../../lib/error-page";
import "../../../lib/init";
import { noStore } from "../../../lib/no-store";
import { sdkRequest } from "../../../lib/sdk-request";

const respond = getAppDirRequestHandler();

/** Responds to /auth/*, including the refresh and the sign-out. */
async function handle(request: NextRequest): Promise<Response> {
  try {
    return noStore(await respond(sdkRequest(request)));
  } catch (error) {
    return noStore(errorJson(error));
  }
}

export { handle as DELETE, handle as GET, handle as PATCH, handle as POST, handle as PUT };
