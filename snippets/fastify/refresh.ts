import type { FastifyReply, FastifyRequest } from "fastify";

/**
 * Sends the browser to the refresh page, which returns to this URL, query string included.
 * With `optional` it returns even without a session; otherwise it goes on to the login page.
 * Responds 401 to a request that is not a page load. Return its result: the reply tells
 * Fastify that the handler has responded.
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
 * Whether a browser loads a page. A script, an image or a download has no use for the refresh
 * page: it would follow the redirect and treat that page as what it requested.
 */
function isNavigation({ headers }: FastifyRequest): boolean {
  // Old browsers do not send it, nor does any browser without TLS.
  const mode = headers["sec-fetch-mode"] ?? "navigate";
  // A download is a navigation too: Chromium sends it without an Accept header.
  return mode === "navigate" && /text\/html/.test(headers.accept ?? "");
}
