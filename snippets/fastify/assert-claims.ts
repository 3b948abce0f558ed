import type { FastifyInstance, FastifyRequest } from "fastify";
import type { SessionRequest } from "supertokens-node/framework/fastify";
import { RolesClaim } from "./claims.ts";
import { requireSession } from "./protect-api.ts";

export async function adminApi(server: FastifyInstance): Promise<void> {
  server.addHook("preHandler", requireSession);

  server.get("/api/admin", async ({ session }: SessionRequest<FastifyRequest>) => {
    if (!session) throw new Error("requireSession lets no request through without a session");
    // Throws INVALID_CLAIMS, which Fastify passes to sessionError: 403.
    await session.assertClaims([RolesClaim.validators.includes("admin")]);
    return { secret: "The cake is real" };
  });
}
