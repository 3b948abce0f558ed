import { redirectDocument } from "react-router";

/** The parts of a middleware's arguments that this file needs. */
export interface Visit {
  /** For a data request its URL is `/dashboard.data?_routes=…`. */
  request: Request;
  /** The URL of the page, but with its query encoded differently: a space becomes "+". */
  url: URL;
}

/**
 * Sends the browser to the refresh page, which returns to this URL, query string included.
 * With `optional` it returns even without a session; otherwise it goes on to the login page.
 * Responds 401 to a request that is neither a page load nor a data request.
 */
export function redirectToRefresh(
  { request, url }: Visit,
  { optional = false } = {},
): Response {
  const isData = isDataRequest(request);
  if (!isData && !isPageLoad(request)) {
    return Response.json({ message: "try refresh token" }, { status: 401 });
  }
  const { pathname, search } = isData ? url : new URL(request.url);
  const query = new URLSearchParams({ redirectBack: pathname + search });
  if (optional) query.set("optional", "true");
  // The refresh page is not a route of this app: the router must load it as a new document.
  return redirectDocument(`/refresh-session?${query}`);
}

/** Whether the router requests a page's data, for a link that it follows or a form. */
export function isDataRequest({ url }: Request): boolean {
  return new URL(url).pathname.endsWith(".data");
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
