import { getSession } from "supertokens-node/recipe/session";
import { RolesClaim } from "../lib/claims.ts";
import { endpoint } from "../lib/endpoint.ts";

// For every method except GET the SDK also requires the header `rid`, which the front-end
// SDK adds.
export default endpoint(async (_, { request, response }) => {
  const session = await getSession(request, response);
  return Response.json({
    userId: session.getUserId(),
    sessionHandle: session.getHandle(),
    roles: await session.getClaimValue(RolesClaim),
  });
});
