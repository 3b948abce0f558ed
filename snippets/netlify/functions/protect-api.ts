import type { Config } from "@netlify/functions";
import { getSession } from "supertokens-node/recipe/session";
import { RolesClaim } from "../claims.ts";
import { withSuperTokens } from "../with-supertokens.ts";

export default withSuperTokens(async (_request, sdk) => {
  // For what it throws withSuperTokens responds: 401, or 403 for a claim. For every method
  // but GET it also wants the header `rid`, which the front-end SDK adds.
  const session = await getSession(sdk.request, sdk.response);
  return Response.json({
    userId: session.getUserId(),
    sessionHandle: session.getHandle(),
    roles: await session.getClaimValue(RolesClaim),
  });
});

export const config: Config = { path: "/api/user" };
