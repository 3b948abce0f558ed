import type { FastifyReply, FastifyRequest } from "fastify";
import { getSession } from "supertokens-node/recipe/session";
import { page } from "./page.ts";
import { pageLoad } from "./page-load.ts";
import { handleSessionError } from "./session-error.ts";

export async function welcome(
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  try {
    const session = await getSession(request, reply, { ...pageLoad, sessionRequired: false });
    const greeting = session ? `Hello again, ${session.getUserId()}` : "Hello, guest";
    return reply.type("text/html").send(page("Welcome", greeting));
  } catch (error) {
    // An expired access token still throws TRY_REFRESH_TOKEN: the visitor may be signed
    // in, so the refresh page comes first.
    return handleSessionError(error, request, reply, { optional: true });
  }
}
