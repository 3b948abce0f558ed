import type { NextFunction, Request, Response } from "express";

/**
 * The last error handler, for everything that is not about a session, such as a core that
 * does not respond. Express's own shows the stack trace where NODE_ENV is not "production".
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
  if (req.accepts(["json", "html"]) === "json") res.json({ message: "internal error" });
  else res.send('Something went wrong. <a href="">Try again</a>');
}

/** The status of an error that the client caused, e.g. by a body that is no JSON; else 500. */
function statusOf(error: unknown): number {
  const status = error instanceof Error && "status" in error ? Number(error.status) : 500;
  return status >= 400 && status < 500 ? status : 500;
}
