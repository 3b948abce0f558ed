import { origin } from "./config.ts";
import { type GatewayEvent, headerOf, methodOf } from "./event.ts";

/** The origins whose pages may send requests that change something: add your other ones. */
const ownOrigins = new Set([origin]);
/** Methods that change nothing: RFC 9110, section 9.2.1. */
const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Whether a request is safe from other sites. One that could change something, a sign-in, a
 * refresh and a sign-out included, must not come from there: a foreign page must not sign a
 * visitor in or out.
 */
export function isSameOrigin(event: GatewayEvent): boolean {
  return safeMethods.has(methodOf(event)) || isOwn(event);
}

/** Whether a page of your own sent the request, or a client that is not a browser. */
function isOwn(event: GatewayEvent): boolean {
  const from = headerOf(event, "origin");
  if (from !== undefined && ownOrigins.has(from)) return true;
  // Every current browser states the relation to the page that sends a request. "none" is
  // the visitor, e.g. with a bookmark; "same-site" may be a sub-domain that others control.
  const site = headerOf(event, "sec-fetch-site");
  if (site !== undefined) return site === "same-origin" || site === "none";
  // An old browser, or plain http: a POST of another site carries its origin.
  return from === undefined;
}
