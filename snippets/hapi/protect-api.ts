import type { ServerAuthScheme, ServerRoute } from "@hapi/hapi";
import { getSession, type SessionContainer } from "supertokens-node/recipe/session";
import { RolesClaim } from "./claims.ts";
import { requestOf, responseOf } from "./context.ts";
import { state } from "./state.ts";

/** What the scheme provides to a route that uses it. */
export interface WithSession {
  AuthCredentialsExtra: { session: SessionContainer };
}

/**
 * An authentication scheme. getSession throws where there is no session, and that becomes
 * 401, or 403 for a claim. For every method except GET it also requires the header `rid`,
 * which the front-end SDK adds.
 */
export const sessionScheme: ServerAuthScheme = () => ({
  authenticate: async (request, h) => {
    const session = await getSession(requestOf(request), responseOf(request));
    return h.authenticated({ credentials: { session } });
  },
});

export const api: ServerRoute<WithSession> = {
  method: ["GET", "POST"],
  path: "/api/user",
  options: { auth: "session", state },
  handler: async (request) => {
    const { session } = request.auth.credentials;
    return {
      userId: session.getUserId(),
      sessionHandle: session.getHandle(),
      roles: await session.getClaimValue(RolesClaim),
    };
  },
};
