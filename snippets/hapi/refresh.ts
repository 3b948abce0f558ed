import type { Request, ResponseObject, ResponseToolkit } from "@hapi/hapi";

/**
 * Sends the browser to the refresh page, which comes back to this very URL, query string
 * included. With `optional` it comes back without a session too; otherwise it goes on to the
 * login page. Responds 401 to a request that is no page load.
 */
export function redirectToRefresh(
  request: Request,
  h: ResponseToolkit,
  { optional = false } = {},
): ResponseObject {
  if (!isNavigation(request)) return h.response({ message: "try refresh token" }).code(401);
  const query = new URLSearchParams({
    redirectBack: request.url.pathname + request.url.search,
  });
  if (optional) query.set("optional", "true");
  return h.redirect(`/refresh-session?${query}`);
}

/**
 * Whether a browser loads a page. A script, an image and a download have no use for the refresh
 * page: they would follow a redirect, and take it for what they have requested.
 */
function isNavigation({ headers }: Request): boolean {
  // Absent in an old browser, and where a site has no TLS.
  const mode = headers["sec-fetch-mode"] ?? "navigate";
  // A download is a navigation too: Chromium sends it without an Accept header.
  return mode === "navigate" && String(headers.accept).includes("text/html");
}
