import type { Middleware } from "koa";
import { getSession, type SessionContainer } from "supertokens-node/recipe/session";
import { RolesClaim } from "./claims.ts";
import { requestOf, responseOf } from "./context.ts";

/** What `requireSession` leaves for the middleware behind it. */
export interface SessionState {
  session: SessionContainer;
}

/**
 * Lets no request through without a session. It throws; `sessionErrors` responds with 401,
 * or 403 for a claim. For every method except GET the SDK also requires the header `rid`,
 * which the front-end SDK adds.
 */
export const requireSession: Middleware<SessionState> = async (ctx, next) => {
  ctx.state.session = await getSession(requestOf(ctx), responseOf(ctx));
  await next();
};

export const user: Middleware<SessionState> = async (ctx) => {
  const { session } = ctx.state;
  ctx.body = {
    userId: session.getUserId(),
    sessionHandle: session.getHandle(),
    roles: await session.getClaimValue(RolesClaim),
  };
};
