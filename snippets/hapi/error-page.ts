import { mediaType } from "@hapi/accept";
import { isBoom } from "@hapi/boom";
import type { Lifecycle } from "@hapi/hapi";

/**
 * An `onPreResponse` extension. An unreachable core ends up here too: the SDK throws a
 * plain error for it, and the session may still be valid.
 */
export const errorPage: Lifecycle.Method = (request, h) => {
  const error = request.response;
  if (!isBoom(error)) return h.continue;
  const { statusCode, payload } = error.output;
  const { accept } = request.raw.req.headers;
  if (mediaType(accept, ["application/json", "text/html"]) !== "application/json") {
    return h.response(retry).code(statusCode);
  }
  // Hapi's own message for a client error.
  return h.response(error.isServer ? { message: "internal error" } : payload).code(statusCode);
};

// An empty href is the page's own URL: a link to try again, and no redirect that could
// loop.
const retry = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Something went wrong</title>
<link rel="stylesheet" href="/style.css">
<main><h1>Something went wrong</h1><p><a href="">Try again</a></p></main>
</html>
`;
