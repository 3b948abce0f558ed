import { superTokensNextWrapper } from "supertokens-node/nextjs";
import { apiRoute } from "../../lib/api-route";
import { RolesClaim } from "../../lib/claims";
import { getSession } from "../../lib/init";

export default apiRoute(async (req, res) => {
  // Without a valid session the wrapper answers by itself, 401, or 403 for a claim, and
  // nothing below is reached.
  const session = await superTokensNextWrapper(() => getSession(req, res), req, res);
  res.json({
    userId: session.getUserId(),
    sessionHandle: session.getHandle(),
    roles: await session.getClaimValue(RolesClaim),
  });
});
