import type { FastifyReply, FastifyRequest } from "fastify";

/**
 * Sends the browser to the refresh page, which comes back to this very URL, query string
 * included. With `optional` it comes back without a session too; otherwise it goes on to the
 * login page. Return what it gives: the reply tells Fastify that the handler has
 * responded.
 */
export function redirectToRefresh(
  request: FastifyRequest,
  reply: FastifyReply,
  { optional = false } = {},
): FastifyReply {
  const query = new URLSearchParams({ redirectBack: request.originalUrl });
  if (optional) query.set("optional", "true");
  return reply.redirect(`/refresh-session?${query}`, 302);
}
