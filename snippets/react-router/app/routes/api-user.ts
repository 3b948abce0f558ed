import { getSession } from "supertokens-node/recipe/session";
import { RolesClaim } from "../lib/claims";
import { endpoint } from "../lib/endpoint";

const handle = endpoint(async ({ request, response }) => {
  // `endpoint` responds to what it throws: 401, or 403 for a claim. For every method except
  // GET it also requires the header `rid`, which the front-end SDK adds.
  const session = await getSession(request, response);
  return Response.json({
    userId: session.getUserId(),
    sessionHandle: session.getHandle(),
    roles: await session.getClaimValue(RolesClaim),
  });
});

export { handle as action, handle as loader };
