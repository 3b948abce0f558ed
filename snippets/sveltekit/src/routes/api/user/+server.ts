import { getSession } from "supertokens-node/recipe/session";
import { RolesClaim } from "../../../lib/server/claims.ts";
import { endpoint } from "../../../lib/server/endpoint.ts";

const handle = endpoint(async ({ locals: { sdk } }) => {
  // For what it throws endpoint responds: 401, or 403 for a claim. For every method but GET it
  // also wants the header `rid`, which the front-end SDK adds.
  const session = await getSession(sdk.request, sdk.response);
  return Response.json({
    userId: session.getUserId(),
    sessionHandle: session.getHandle(),
    roles: await session.getClaimValue(RolesClaim),
  });
});

export { handle as GET, handle as POST };
