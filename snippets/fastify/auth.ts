import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { middleware } from "supertokens-node/framework/custom";
import { errorHandler, wrapRequest, wrapResponse } from "supertokens-node/framework/fastify";

const supertokens = middleware<FastifyRequest, FastifyReply>(wrapRequest, wrapResponse);

/**
 * The SDK's own API: the refresh, the sign-out. A route that returns the reply, and so
 * waits until it is sent. The SDK's `plugin` is a hook that does not wait: next to an
 * asynchronous `onSend` hook, its refresh becomes a 404.
 */
export async function auth(server: FastifyInstance): Promise<void> {
  server.all("/auth/*", async (request, reply) => {
    const { handled, error } = await supertokens(request, reply);
    if (error) throw error;
    return handled ? reply : reply.callNotFound();
  });
}

const respond = errorHandler();

/**
 * Turns a session error into 401 or 403. Rethrows every other error: the parent's error
 * handler is next.
 */
export async function sessionError(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  await respond(error, request, reply);
  return reply;
}
