import type { FastifyReply, FastifyRequest } from "fastify";

/**
 * Sends the browser to the refresh page, which comes back to this very URL, query string
 * included. With `optional` it comes back without a session too; otherwise it goes on to the
 * login page. Responds 401 to a request that is no page load. Return what it gives: the reply
 * tells Fastify that the handler has responded.
 */
export function redirectToRefresh(
  request: FastifyRequest,
  reply: FastifyReply,
  { optional = false } = {},
): FastifyReply {
  if (!isNavigation(request)) return reply.code(401).send({ message: "try refresh token" });
  const query = new URLSearchParams({ redirectBack: request.originalUrl });
  if (optional) query.set("optional", "true");
  return reply.redirect(`/refresh-session?${query}`, 302);
}

/**
 * Whether a browser loads a page. A script, an image and a download have no use for the refresh
 * page: they would follow a redirect, and take it for what they have requested.
 */
function isNavigation({ headers }: FastifyRequest): boolean {
  // Absent in an old browser, and where a site has no TLS.
  const mode = headers["sec-fetch-mode"] ?? "navigate";
  // A download is a navigation too: Chromium sends it without an Accept header.
  return mode === "navigate" && /text\/html/.test(headers.accept ?? "");
}
