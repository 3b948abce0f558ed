import { createMiddleware } from "hono/factory";
import { origin } from "./config.ts";

/** The origins whose pages may send state-changing requests: add your other ones. */
const ownOrigins = new Set([origin]);
/** Safe methods: RFC 9110, section 9.2.1. */
const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Refuses every state-changing request from another site, including a sign-in, a refresh
 * and a sign-out: another site's page must not sign a visitor in or out.
 */
export const sameOrigin = createMiddleware(async (c, next) => {
  if (safeMethods.has(c.req.method) || isOwn(c.req.raw.headers)) return next();
  return c.text("This request comes from another site", 403);
});

/** Whether a page of your own sent the request, or a client that is not a browser. */
function isOwn(headers: Headers): boolean {
  const from = headers.get("origin");
  if (from !== null && ownOrigins.has(from)) return true;
  // Every current browser states where the requesting page comes from. "none" is the
  // visitor, e.g. with a bookmark; "same-site" can be a sub-domain that others control.
  const site = headers.get("sec-fetch-site");
  if (site !== null) return site === "same-origin" || site === "none";
  // An old browser, or plain http: a cross-site POST carries its Origin.
  return from === null;
}
