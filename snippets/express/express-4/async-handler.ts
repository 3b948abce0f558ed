import type { NextFunction, Request, RequestHandler, Response } from "express";

/**
 * A handler that returns a promise, for Express 4: what it rejects with goes to your error
 * handlers. Express 4 ignores the promise, and Node.js ends the process when a rejection is
 * left unhandled. Express 5 does this itself.
 */
export function asyncHandler(
  handler: (req: Request, res: Response, next: NextFunction) => Promise<void>,
): RequestHandler {
  return (req, res, next) => {
    handler(req, res, next).catch(next);
  };
}
