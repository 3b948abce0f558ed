import { prefersJson } from "./accept.ts";
import { html } from "./answer.ts";

/**
 * For the SDK an unreachable core is an error like any other, not a missing session. What a
 * function throws, Netlify answers by itself, and with nobody's headers.
 */
export function errorPage(error: unknown, request: Request): Response {
  console.error(error);
  if (prefersJson(request))
    return Response.json({ message: "internal error" }, { status: 500 });
  return html(retry, 500);
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
