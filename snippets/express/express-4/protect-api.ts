import { Router } from "express";
import type { SessionRequest } from "supertokens-node/framework/express";
import { verifySession } from "supertokens-node/recipe/session/framework/express";
import { asyncHandler } from "./async-handler.ts";
import { RolesClaim } from "./claims.ts";

export const api = Router();

// Without a valid session verifySession responds on its own: 401, or 403 for a claim. For
// every method but GET it also wants the header `rid`, which the front-end SDK adds.
api.all(
  "/api/user",
  verifySession(),
  asyncHandler(async (req: SessionRequest, res) => {
    const session = req.session;
    if (!session) throw new Error("verifySession lets no request through without a session");
    res.json({
      userId: session.getUserId(),
      sessionHandle: session.getHandle(),
      roles: await session.getClaimValue(RolesClaim),
    });
  }),
);
