import type { Config } from "@netlify/functions";
import { getSession } from "supertokens-node/recipe/session";
import { RolesClaim } from "../claims.ts";
import { withSuperTokens } from "../with-supertokens.ts";

export default withSuperTokens(async (_request, sdk) => {
  // withSuperTokens responds to what it throws: 401, or 403 for a claim. For every method
  // except GET it also requires the header `rid`, which the front-end SDK adds.
  const session = await getSession(sdk.request, sdk.response);
  return Response.json({
    userId: session.getUserId(),
    sessionHandle: session.getHandle(),
    roles: await session.getClaimValue(RolesClaim),
  });
});

export const config: Config = { path: "/api/user" };
