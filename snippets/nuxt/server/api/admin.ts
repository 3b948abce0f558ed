import { getSession } from "supertokens-node/recipe/session";
import { RolesClaim } from "../lib/claims.ts";
import { endpoint } from "../lib/endpoint.ts";

export default endpoint(async (_, { request, response }) => {
  const session = await getSession(request, response);
  // Throws INVALID_CLAIMS, to which the SDK responds 403.
  await session.assertClaims([RolesClaim.validators.includes("admin")]);
  return Response.json({ secret: "The cake is real" });
});
