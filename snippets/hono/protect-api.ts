import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { getSession, type SessionContainer } from "supertokens-node/recipe/session";
import { RolesClaim } from "./claims.ts";
import type { SdkEnv } from "./super-tokens.ts";

/** What `requireSession` adds to the context for the handler after it. */
export interface SessionEnv {
  Variables: SdkEnv["Variables"] & { session: SessionContainer };
}

/**
 * Lets no request through without a session. It throws; `onError` responds with 401, or 403
 * for a claim. For every method except GET the SDK also requires the header `rid`, which
 * the front-end SDK adds.
 */
export const requireSession = createMiddleware<SessionEnv>(async (c, next) => {
  const { request, response } = c.var.sdk;
  c.set("session", await getSession(request, response));
  await next();
});

export async function user(c: Context<SessionEnv>): Promise<Response> {
  const { session } = c.var;
  return c.json({
    userId: session.getUserId(),
    sessionHandle: session.getHandle(),
    roles: await session.getClaimValue(RolesClaim),
  });
}
