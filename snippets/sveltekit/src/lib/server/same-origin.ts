import { origin } from "./config.ts";

/** The origins whose pages may send requests that change something: add your other ones. */
const ownOrigins = new Set([origin]);
/** Methods that change nothing: RFC 9110, section 9.2.1. */
const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Whether a request is safe from other sites. One that could change something, a sign-in, a
 * refresh and a sign-out included, must not come from there: a foreign page must not sign a
 * visitor in or out.
 */
export function isSameOrigin({ method, headers }: Request): boolean {
  return safeMethods.has(method) || isOwn(headers);
}

/** Whether a page of your own sent the request, or a client that is not a browser. */
function isOwn(headers: Headers): boolean {
  const from = headers.get("origin");
  if (from !== null && ownOrigins.has(from)) return true;
  // Every current browser states the relation to the page that sends a request. "none" is
  // the visitor, e.g. with a bookmark; "same-site" may be a sub-domain that others control.
  const site = headers.get("sec-fetch-site");
  if (site !== null) return site === "same-origin" || site === "none";
  // An old browser, or plain http: a POST of another site carries its origin.
  return from === null;
}
