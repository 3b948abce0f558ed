import type { NextFunction, Request, Response } from "express";

/**
 * The last error handler. An unreachable core ends up here too: the SDK throws a plain
 * error for it, and the session may still be valid.
 */
export function errorPage(
  error: unknown,
  req: Request,
  res: Response,
  next: NextFunction,
): void {
  console.error(error);
  if (res.headersSent) {
    next(error);
    return;
  }
  res.status(statusOf(error));
  if (req.accepts(["json", "html"]) === "json") {
    res.json({ message: "internal error" });
  } else {
    // An empty href is the page's own URL: a link to try again, and no redirect that could
    // loop.
    res.send(`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Something went wrong</title>
<link rel="stylesheet" href="/style.css">
<main><h1>Something went wrong</h1><p><a href="">Try again</a></p></main>
</html>
`);
  }
}

/** The status of an error that the client caused, e.g. by a body that is too large; else 500. */
function statusOf(error: unknown): number {
  const status = error instanceof Error && "status" in error ? Number(error.status) : 500;
  return status >= 400 && status < 500 ? status : 500;
}
