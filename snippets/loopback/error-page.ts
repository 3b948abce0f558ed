import type { Middleware } from "@loopback/rest";
import { sendPage } from "./page.ts";

/**
 * Catches every error that is not about sessions. An unreachable core ends up here too: the
 * SDK throws a plain error for it, and the session may still be valid.
 */
export const errorPage: Middleware = async (ctx, next) => {
  try {
    return await next();
  } catch (error) {
    // An error that the client caused, e.g. by a body that is too large: LoopBack responds.
    if (isClientError(error)) throw error;
    console.error(error);
    const { request, response } = ctx;
    if (response.headersSent) throw error;
    if (request.accepts(["json", "html"]) === "json") {
      return response.status(500).json({ message: "internal error" });
    }
    // An empty href is the page's own URL: a link to try again, and no redirect that could
    // loop.
    return sendPage(
      ctx,
      `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Something went wrong</title>
<link rel="stylesheet" href="/style.css">
<main><h1>Something went wrong</h1><p><a href="">Try again</a></p></main>
</html>
`,
      500,
    );
  }
};

function isClientError(error: unknown): boolean {
  const status =
    error instanceof Error && "statusCode" in error ? Number(error.statusCode) : 500;
  return status >= 400 && status < 500;
}
