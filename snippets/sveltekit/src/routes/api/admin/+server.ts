import { RolesClaim } from "../../../lib/server/claims.ts";
import { withSession } from "../../../lib/server/with-session.ts";

export const GET = withSession(async (session) => {
  // Throws INVALID_CLAIMS, to which withSession responds 403.
  await session.assertClaims([RolesClaim.validators.includes("admin")]);
  return Response.json({ secret: "The cake is real" });
});
