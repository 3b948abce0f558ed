import { prefersJson } from "./accept.ts";
import { html } from "./responses.ts";

/**
 * The response to every error that is not about the session. An unreachable core ends up
 * here too: the SDK throws a plain error for it. If a function itself throws, Netlify
 * responds with a page of its own and without your headers.
 */
export function errorPage(error: unknown, request: Request): Response {
  console.error(error);
  if (prefersJson(request))
    return Response.json({ message: "internal error" }, { status: 500 });
  return html(retry, 500);
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
