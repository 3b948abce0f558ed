import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { SessionRequest } from "supertokens-node/framework/fastify";
import { getSession } from "supertokens-node/recipe/session";
import { RolesClaim } from "./claims.ts";

/**
 * A hook that lets no request through without a session. It throws; `sessionError` responds
 * with 401, or 403 for a claim. For every method except GET the SDK also requires the
 * header `rid`, which the front-end SDK adds.
 */
export async function requireSession(
  request: SessionRequest<FastifyRequest>,
  reply: FastifyReply,
): Promise<void> {
  request.session = await getSession(request, reply);
}

export async function api(server: FastifyInstance): Promise<void> {
  server.route({
    method: ["GET", "POST"],
    url: "/api/user",
    preHandler: requireSession,
    handler: async ({ session }: SessionRequest<FastifyRequest>) => {
      if (!session) throw new Error("requireSession lets no request through without a session");
      return {
        userId: session.getUserId(),
        sessionHandle: session.getHandle(),
        roles: await session.getClaimValue(RolesClaim),
      };
    },
  });
}
