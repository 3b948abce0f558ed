import { Router } from "express";
import type { SessionRequest } from "supertokens-node/framework/express";
import { verifySession } from "supertokens-node/recipe/session/framework/express";
import { asyncHandler } from "./async-handler.ts";
import { RolesClaim } from "./claims.ts";

export const adminApi = Router();

adminApi.get(
  "/api/admin",
  verifySession(),
  asyncHandler(async (req: SessionRequest, res) => {
    const { session } = req;
    if (!session) throw new Error("verifySession lets no request through without a session");
    // Throws INVALID_CLAIMS, which Express passes to the SDK's error handler: 403.
    await session.assertClaims([RolesClaim.validators.includes("admin")]);
    res.json({ secret: "The cake is real" });
  }),
);
