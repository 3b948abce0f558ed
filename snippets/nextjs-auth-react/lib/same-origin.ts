import { NextResponse } from "next/server";
import { appInfo } from "./config";

/** The origins whose pages may send requests that change something: add your other ones. */
const ownOrigins = new Set([appInfo.websiteDomain]);
/** Methods that change nothing: RFC 9110, section 9.2.1. */
const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * For the proxy: the response to a request of another site that could change something, a
 * sign-in, a refresh, a sign-out and a server action included; undefined for all others. A
 * foreign page must not sign a visitor in or out.
 */
export function refuseForeign(request: Request): NextResponse | undefined {
  if (safeMethods.has(request.method) || isOwn(request.headers)) return undefined;
  return new NextResponse("This request comes from another site", { status: 403 });
}

/** Whether a page of your own sent the request, or a client that is not a browser. */
export function isOwn(headers: Headers): boolean {
  const from = headers.get("origin");
  if (from !== null && ownOrigins.has(from)) return true;
  // Every current browser states the relation to the page that sends a request. "none" is
  // the visitor, e.g. with a bookmark; "same-site" may be a sub-domain that others control.
  const site = headers.get("sec-fetch-site");
  if (site !== null) return site === "same-origin" || site === "none";
  // An old browser, or plain http: a POST of another site carries its origin.
  return from === null;
}
