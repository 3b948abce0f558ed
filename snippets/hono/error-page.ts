import type { Context } from "hono";
import { accepts } from "hono/accepts";
import { HTTPException } from "hono/http-exception";
import { sessionError } from "./auth.ts";
import type { SdkEnv } from "./super-tokens.ts";

/**
 * Responds to what a handler or a middleware throws. An unreachable core ends up here too:
 * the SDK throws a plain error for it, and the session may still be valid.
 */
export async function onError(error: Error, c: Context<SdkEnv>): Promise<Response> {
  // One of your own, such as a 404, or one of Hono's middleware.
  if (error instanceof HTTPException) return error.getResponse();
  return (await sessionError(error, c.var.sdk)) ?? errorPage(error, c);
}

function errorPage(error: Error, c: Context): Response {
  console.error(error);
  return prefersJson(c) ? c.json({ message: "internal error" }, 500) : c.html(retry, 500);
}

/** Whether the client prefers JSON to a page. */
export function prefersJson(c: Context): boolean {
  const json = "application/json";
  const supports = [json, "text/html"];
  return accepts(c, { header: "Accept", supports, default: json }) === json;
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
