import { getSession } from "supertokens-node/recipe/session";
import { RolesClaim } from "./claims.ts";
import type { GatewayEvent, Result } from "./event.ts";
import { json } from "./responses.ts";

export async function api(event: GatewayEvent): Promise<Result> {
  // The SDK's middleware responds to what it throws: 401, or 403 for a claim. For every
  // method except GET it also requires the header `rid`, which the front-end SDK adds.
  const session = await getSession(event, event);
  return json({
    userId: session.getUserId(),
    sessionHandle: session.getHandle(),
    roles: await session.getClaimValue(RolesClaim),
  });
}
