import type { NextFunction, Request, Response } from "express";
import { origin } from "./config.ts";

/** The origins whose pages may send requests that change something: add your other ones. */
const ownOrigins = new Set([origin]);
/** Methods that change nothing: RFC 9110, section 9.2.1. */
const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Refuses every request of another site that could change something, a sign-in, a refresh
 * and a sign-out included: a foreign page must not sign a visitor in or out.
 */
export function sameOrigin(req: Request, res: Response, next: NextFunction): void {
  if (safeMethods.has(req.method) || isOwn(req)) next();
  else res.status(403).send("This request comes from another site");
}

/** Whether a page of your own sent the request, or a client that is not a browser. */
function isOwn(req: Request): boolean {
  const from = req.get("origin");
  if (from !== undefined && ownOrigins.has(from)) return true;
  // Every current browser states the relation to the page that sends a request. "none" is
  // the visitor, e.g. with a bookmark; "same-site" may be a sub-domain that others control.
  const site = req.get("sec-fetch-site");
  if (site !== undefined) return site === "same-origin" || site === "none";
  // An old browser, or plain http: a POST of another site carries its origin.
  return from === undefined;
}
