import { redirect } from "@tanstack/react-router";
import { getRequest, setResponseStatus } from "@tanstack/react-start/server";
import { pageHeader } from "./page-header.ts";
import { safeRedirectBack } from "./redirect-back.ts";
import { Refusal } from "./refusal.ts";
import type { Visit } from "./verify-session.ts";

/**
 * Sends the browser to the refresh page, which returns to the page, query string included.
 * With `optional` it returns even without a session; otherwise it goes on to the login page.
 * Responds 401 to a request that is neither a page load nor a call of the router's.
 */
export function redirectToRefresh({ isCall }: Visit, { optional = false } = {}): never {
  const request = getRequest();
  if (!isCall && !isPageLoad(request)) {
    setResponseStatus(401);
    throw new Refusal("try refresh token");
  }
  const { pathname, search } = new URL(request.url);
  const query = new URLSearchParams({
    // The URL of a call is the function's, not that of the page.
    redirectBack: isCall
      ? safeRedirectBack(request.headers.get(pageHeader))
      : pathname + search,
  });
  if (optional) query.set("optional", "true");
  throw redirect({
    href: `/refresh-session?${query}`,
    // The refresh page is not a route of this app: the router must load it as a new document.
    reloadDocument: true,
    statusCode: 302,
  });
}

/**
 * Whether a browser loads a page. A script, an image or a download has no use for the refresh
 * page: it would follow the redirect and treat that page as what it requested.
 */
export function isPageLoad({ headers }: Request): boolean {
  // Old browsers do not send it, nor does any browser without TLS.
  const mode = headers.get("sec-fetch-mode") ?? "navigate";
  // A download is a navigation too: Chromium sends it without an Accept header.
  return mode === "navigate" && /text\/html/.test(headers.get("accept") ?? "");
}
