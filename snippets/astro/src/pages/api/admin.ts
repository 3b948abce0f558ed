import { getSession } from "supertokens-node/recipe/session";
import { RolesClaim } from "../../lib/claims.ts";
import { endpoint } from "../../lib/endpoint.ts";

export const GET = endpoint(async ({ locals: { sdk } }) => {
  const session = await getSession(sdk.request, sdk.response);
  // Throws INVALID_CLAIMS, to which the SDK responds 403.
  await session.assertClaims([RolesClaim.validators.includes("admin")]);
  return Response.json({ secret: "The cake is real" });
});
