import { origin } from "./config.ts";

/** The origins whose pages may send state-changing requests: add your other ones. */
const ownOrigins = new Set([origin]);
/** Safe methods: RFC 9110, section 9.2.1. */
const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Whether a request is safe to accept. A state-changing request, including a sign-in, a
 * refresh and a sign-out, must not come from another site, whose page must not sign a
 * visitor in or out.
 */
export function isSameOrigin({ method, headers }: Request): boolean {
  return safeMethods.has(method) || isOwn(headers);
}

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
