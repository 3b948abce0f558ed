import type { Context } from "hono";
import { RolesClaim } from "./claims.ts";
import type { SessionEnv } from "./protect-api.ts";

export async function secret(c: Context<SessionEnv>): Promise<Response> {
  // Throws INVALID_CLAIMS, for which `onError` responds 403.
  await c.var.session.assertClaims([RolesClaim.validators.includes("admin")]);
  return c.json({ secret: "The cake is real" });
}
