import { html, json } from "./answer.ts";
import { type GatewayEvent, prefersJson, type Result } from "./event.ts";

/**
 * For the SDK an unreachable core is an error like any other, not a missing session. What
 * the handler itself throws, API Gateway answers with a line of JSON, and nobody's headers.
 */
export function errorPage(error: unknown, event: GatewayEvent): Result {
  console.error(error);
  return prefersJson(event) ? json({ message: "internal error" }, 500) : html(retry, 500);
}

// An empty address is the page's own: the way to try again, and no redirect that could
// loop.
const retry = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Something went wrong</title>
<link rel="stylesheet" href="/style.css">
<main><h1>Something went wrong</h1><p><a href="">Try again</a></p></main>
</html>
`;
