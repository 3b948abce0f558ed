import type { FastifyReply, FastifyRequest } from "fastify";

/**
 * The last error handler. An unreachable core ends up here too: the SDK throws a plain
 * error for it, and the session may still be valid.
 */
export async function errorPage(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const status = statusOf(error);
  if (status === 500) request.log.error(error);
  reply.code(status);
  if (request.accepts().type(["json", "html"]) === "json") {
    // Fastify's own message for a client error, e.g. a body that does not fit its
    // schema.
    return reply.send(status === 500 ? { message: "internal error" } : error);
  }
  // An empty href is the page's own URL: a link to try again, and no redirect that could
  // loop.
  return reply.type("text/html").send(`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Something went wrong</title>
<link rel="stylesheet" href="/style.css">
<main><h1>Something went wrong</h1><p><a href="">Try again</a></p></main>
</html>
`);
}

/**
 * The status of an error that the client caused, e.g. by a body that is too large; else 500.
 */
function statusOf(error: unknown): number {
  const status =
    error instanceof Error && "statusCode" in error ? Number(error.statusCode) : 500;
  return status >= 400 && status < 500 ? status : 500;
}
