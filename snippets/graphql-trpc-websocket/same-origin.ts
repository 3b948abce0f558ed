import type { NextFunction, Request, Response } from "express";
import { origin } from "./config.ts";

/** The origins whose pages may send state-changing requests: add your other ones. */
const ownOrigins = new Set([origin]);
/** Safe methods: RFC 9110, section 9.2.1. */
const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Refuses every state-changing request from another site, including a sign-in, a refresh
 * and a sign-out: another site's page must not sign a visitor in or out.
 */
export function sameOrigin(req: Request, res: Response, next: NextFunction): void {
  if (safeMethods.has(req.method) || isOwn(req)) next();
  else res.status(403).send("This request comes from another site");
}

/** Whether a page of your own sent the request, or a client that is not a browser. */
function isOwn(req: Request): boolean {
  const from = req.get("origin");
  if (from !== undefined && ownOrigins.has(from)) return true;
  // Every current browser states where the requesting page comes from. "none" is the
  // visitor, e.g. with a bookmark; "same-site" can be a sub-domain that others control.
  const site = req.get("sec-fetch-site");
  if (site !== undefined) return site === "same-origin" || site === "none";
  // An old browser, or plain http: a cross-site POST carries its Origin.
  return from === undefined;
}
