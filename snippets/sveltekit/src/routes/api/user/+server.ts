import type { RequestHandler } from "@sveltejs/kit";
import { RolesClaim } from "../../../lib/server/claims.ts";
import { withSession } from "../../../lib/server/with-session.ts";

// For every method except GET the SDK also requires the header `rid`, which the front-end
// SDK adds.
const handle: RequestHandler = withSession(async (session) =>
  Response.json({
    userId: session.getUserId(),
    sessionHandle: session.getHandle(),
    roles: await session.getClaimValue(RolesClaim),
  }),
);

export { handle as GET, handle as POST };
