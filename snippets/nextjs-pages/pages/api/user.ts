import { superTokensNextWrapper } from "supertokens-node/nextjs";
import { apiRoute } from "../../lib/api-route";
import { RolesClaim } from "../../lib/claims";
import { getSession } from "../../lib/init";

export default apiRoute(async (req, res) => {
  // Without a valid session the wrapper responds on its own, 401, or 403 for a claim, and
  // nothing below is reached. For every method except GET the SDK also requires the header
  // `rid`, which the front-end SDK adds.
  const session = await superTokensNextWrapper(() => getSession(req, res), req, res);
  res.json({
    userId: session.getUserId(),
    sessionHandle: session.getHandle(),
    roles: await session.getClaimValue(RolesClaim),
  });
});
