import { getSession } from "supertokens-node/recipe/session";
import { json } from "./answer.ts";
import { RolesClaim } from "./claims.ts";
import type { GatewayEvent, Result } from "./event.ts";

export async function api(event: GatewayEvent): Promise<Result> {
  // What it throws the middleware answers: 401, or 403 for a claim.
  const session = await getSession(event, event);
  return json({
    userId: session.getUserId(),
    sessionHandle: session.getHandle(),
    roles: await session.getClaimValue(RolesClaim),
  });
}
