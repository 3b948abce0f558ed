import { getSession } from "supertokens-node/recipe/session";
import { json } from "./answer.ts";
import { RolesClaim } from "./claims.ts";
import type { GatewayEvent, Result } from "./event.ts";

export async function api(event: GatewayEvent): Promise<Result> {
  // For what it throws the SDK's middleware responds: 401, or 403 for a claim. For every
  // method but GET it also wants the header `rid`, which the front-end SDK adds.
  const session = await getSession(event, event);
  return json({
    userId: session.getUserId(),
    sessionHandle: session.getHandle(),
    roles: await session.getClaimValue(RolesClaim),
  });
}
