import { type GatewayEvent, prefersJson, type Result } from "./event.ts";
import { html, json } from "./responses.ts";

/**
 * The response to every error that is not about the session. An unreachable core ends up
 * here too: the SDK throws a plain error for it. If the handler itself throws, API Gateway
 * responds with a line of JSON and without your headers.
 */
export function errorPage(error: unknown, event: GatewayEvent): Result {
  console.error(error);
  return prefersJson(event) ? json({ message: "internal error" }, 500) : html(retry, 500);
}

// An empty href is the page's own URL: a link to try again, and no redirect that could loop.
const retry = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Something went wrong</title>
<link rel="stylesheet" href="/style.css">
<main><h1>Something went wrong</h1><p><a href="">Try again</a></p></main>
</html>
`;
