import type { Lifecycle, Request } from "@hapi/hapi";
import { origin } from "./config.ts";

/** The origins whose pages may send state-changing requests: add your other ones. */
const ownOrigins = new Set([origin]);
/** Safe methods: RFC 9110, section 9.2.1. */
const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Refuses every state-changing request from another site, including a sign-in, a refresh
 * and a sign-out: another site's page must not sign a visitor in or out. An `onPreAuth`
 * extension comes before the payload is parsed and before the session is read. With
 * `sandbox: "plugin"`, as in app.ts, it runs for the routes of that plugin alone.
 */
export const sameOrigin: Lifecycle.Method = (request, h) => {
  if (safeMethods.has(request.method.toUpperCase()) || isOwn(request)) return h.continue;
  return h
    .response("This request comes from another site")
    .type("text/plain")
    .code(403)
    .takeover();
};

/** Whether a page of your own sent the request, or a client that is not a browser. */
function isOwn({ raw }: Request): boolean {
  const { headers } = raw.req;
  const from = headers.origin;
  if (from !== undefined && ownOrigins.has(from)) return true;
  // Every current browser states where the requesting page comes from. "none" is the
  // visitor, e.g. with a bookmark; "same-site" can be a sub-domain that others control.
  const site = headers["sec-fetch-site"];
  if (site !== undefined) return site === "same-origin" || site === "none";
  // An old browser, or plain http: a cross-site POST carries its Origin.
  return from === undefined;
}
