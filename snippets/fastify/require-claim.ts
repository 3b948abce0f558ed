import type { FastifyReply, FastifyRequest } from "fastify";
import { getSession } from "supertokens-node/recipe/session";
import { RolesClaim } from "./claims.ts";
import { page } from "./page.ts";
import { pageLoad, withoutFetching } from "./page-load.ts";
import { handleSessionError } from "./session-error.ts";

export async function admin(
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  try {
    const session = await getSession(request, reply, {
      ...pageLoad,
      // Adds to the global validators and keeps them: other recipes have validators there.
      overrideGlobalClaimValidators: (validators) =>
        withoutFetching([...validators, RolesClaim.validators.includes("admin")]),
    });
    return reply.type("text/html").send(page("Admin", `${session.getUserId()} is an admin`));
  } catch (error) {
    return handleSessionError(error, request, reply);
  }
}
