import { NextResponse } from "next/server";
import { origin } from "./config";

/** The origins whose pages may send state-changing requests: add your other ones. */
const ownOrigins = new Set([origin]);
/** Safe methods: RFC 9110, section 9.2.1. */
const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * For the proxy: the response to a state-changing request from another site, including a
 * sign-in, a refresh, a sign-out and a server action; undefined for all others. Another
 * site's page must not sign a visitor in or out.
 */
export function refuseForeign(request: Request): NextResponse | undefined {
  if (safeMethods.has(request.method) || isOwn(request.headers)) return undefined;
  return new NextResponse("This request comes from another site", { status: 403 });
}

/** Whether a page of your own sent the request, or a client that is not a browser. */
export function isOwn(headers: Headers): boolean {
  const from = headers.get("origin");
  if (from !== null && ownOrigins.has(from)) return true;
  // Every current browser states where the requesting page comes from. "none" is the
  // visitor, e.g. with a bookmark; "same-site" can be a sub-domain that others control.
  const site = headers.get("sec-fetch-site");
  if (site !== null) return site === "same-origin" || site === "none";
  // An old browser, or plain http: a cross-site POST carries its Origin.
  return from === null;
}
