import { superTokensNextWrapper } from "supertokens-node/nextjs";
import { apiRoute } from "../../lib/api-route";
import { RolesClaim } from "../../lib/claims";
import { getSession } from "../../lib/init";

export default apiRoute((req, res) =>
  superTokensNextWrapper(
    async () => {
      const session = await getSession(req, res);
      // Throws INVALID_CLAIMS, which the wrapper passes to the SDK's error handler: 403.
      await session.assertClaims([RolesClaim.validators.includes("admin")]);
      res.json({ secret: "The cake is real" });
    },
    req,
    res,
  ),
);
