import type { RequestEvent } from "@sveltejs/kit";
import type { ActionResult } from "$app/forms";

/**
 * Sends the browser to the refresh page, which returns to this URL, query string included.
 * With `optional` it returns even without a session; otherwise it goes on to the login page.
 * Responds 401 to a request that neither loads a page nor belongs to SvelteKit's client.
 */
export function redirectToRefresh(
  { request, url, isDataRequest }: RequestEvent,
  { optional = false } = {},
): Response {
  // The URL is that of the page, even for a data request. The query of an action's URL
  // names the action.
  const query = new URLSearchParams({
    redirectBack: request.method === "POST" ? url.pathname : url.pathname + url.search,
  });
  if (optional) query.set("optional", "true");
  const location = `/refresh-session?${query}`;
  // A form with use:enhance, which would show the error page for a 401.
  if (request.headers.get("x-sveltekit-action") === "true") {
    const result: ActionResult = { type: "redirect", status: 303, location };
    return Response.json(result);
  }
  if (!isDataRequest && !isPageLoad(request)) {
    return Response.json({ message: "try refresh token" }, { status: 401 });
  }
  // For a data request, SvelteKit turns this into JSON, which its client follows.
  return new Response(null, { status: 302, headers: { Location: location } });
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
