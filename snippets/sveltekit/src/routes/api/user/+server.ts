import { getSession } from "supertokens-node/recipe/session";
import { RolesClaim } from "../../../lib/server/claims.ts";
import { endpoint } from "../../../lib/server/endpoint.ts";

const handle = endpoint(async ({ locals: { sdk } }) => {
  // `endpoint` responds to what it throws: 401, or 403 for a claim. For every method except
  // GET it also requires the header `rid`, which the front-end SDK adds.
  const session = await getSession(sdk.request, sdk.response);
  return Response.json({
    userId: session.getUserId(),
    sessionHandle: session.getHandle(),
    roles: await session.getClaimValue(RolesClaim),
  });
});

export { handle as GET, handle as POST };
