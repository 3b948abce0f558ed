import type { FastifyReply, FastifyRequest } from "fastify";

/**
 * Marks every response as one user's own. Without it a cache or CDN may store a page, or a
 * `Set-Cookie`, and serve one user's session to another. An `onRequest` hook comes first:
 * whatever responds later, an error handler included, responds with these headers.
 */
export async function noStore(_request: FastifyRequest, reply: FastifyReply): Promise<void> {
  reply.header("Cache-Control", "private, no-store").header("Vary", "Cookie");
}
