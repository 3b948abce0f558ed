import type { Context, Next } from "koa";

/**
 * Catches what the middleware behind it throws. An unreachable core ends up here too: the
 * SDK throws a plain error for it, and the session may still be valid. Without this
 * middleware Koa responds on its own, and removes every header first, cookies included.
 */
export async function errorPage(ctx: Context, next: Next): Promise<void> {
  try {
    await next();
  } catch (error) {
    const { status, message } = forClient(error);
    if (status === 500) ctx.app.emit("error", error, ctx);
    ctx.status = status;
    if (ctx.accepts(["json", "html"]) === "json") {
      ctx.body = { message };
    } else {
      // An empty href is the page's own URL: a link to try again, and no redirect that could
      // loop.
      ctx.body = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Something went wrong</title>
<link rel="stylesheet" href="/style.css">
<main><h1>Something went wrong</h1><p><a href="">Try again</a></p></main>
</html>
`;
    }
  }
}

/**
 * What the response reveals of an error: its status if the client caused it, e.g. by a body
 * that is too large, and its message if ctx.throw or a body parser exposes it.
 */
function forClient(error: unknown): { status: number; message: string } {
  const unknown = { status: 500, message: "internal error" };
  if (!(error instanceof Error) || !("status" in error)) return unknown;
  const status = Number(error.status);
  if (!(status >= 400 && status < 500)) return unknown;
  const exposed = "expose" in error && error.expose === true;
  return { status, message: exposed ? error.message : "bad request" };
}
