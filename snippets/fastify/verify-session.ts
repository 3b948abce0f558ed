import type { FastifyReply, FastifyRequest } from "fastify";
import { getSession } from "supertokens-node/recipe/session";
import { page } from "./page.ts";
import { pageLoad } from "./page-load.ts";
import { handleSessionError } from "./session-error.ts";

export async function dashboard(
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  try {
    const session = await getSession(request, reply, pageLoad);
    return reply
      .type("text/html")
      .send(page("Dashboard", `Signed in as ${session.getUserId()}`));
  } catch (error) {
    return handleSessionError(error, request, reply);
  }
}
