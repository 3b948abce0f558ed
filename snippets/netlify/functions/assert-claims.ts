import type { Config } from "@netlify/functions";
import { getSession } from "supertokens-node/recipe/session";
import { RolesClaim } from "../claims.ts";
import { withSuperTokens } from "../with-supertokens.ts";

export default withSuperTokens(async (_request, sdk) => {
  const session = await getSession(sdk.request, sdk.response);
  // Throws INVALID_CLAIMS, for which withSuperTokens responds 403.
  await session.assertClaims([RolesClaim.validators.includes("admin")]);
  return Response.json({ secret: "The cake is real" });
});

export const config: Config = { path: "/api/admin" };
