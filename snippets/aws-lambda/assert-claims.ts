import { getSession } from "supertokens-node/recipe/session";
import { RolesClaim } from "./claims.ts";
import type { GatewayEvent, Result } from "./event.ts";
import { json } from "./responses.ts";

export async function adminApi(event: GatewayEvent): Promise<Result> {
  const session = await getSession(event, event);
  // Throws INVALID_CLAIMS, for which the SDK's middleware responds 403.
  await session.assertClaims([RolesClaim.validators.includes("admin")]);
  return json({ secret: "The cake is real" });
}
