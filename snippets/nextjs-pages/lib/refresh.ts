import type { IncomingMessage, ServerResponse } from "node:http";
import type { GetServerSidePropsContext, Redirect } from "next";

/**
 * Sends the browser to the refresh page, which returns to this URL, query string included.
 * With `optional` it returns even without a session; otherwise it goes on to the login page.
 * Responds 401 to a request that is not a page load. Return it from getServerSideProps.
 */
export function redirectToRefresh(
  context: GetServerSidePropsContext,
  { optional = false } = {},
): { redirect: Redirect } | { props: NeedsRefreshProps } {
  if (!isPageLoad(context.req)) return { props: needsRefresh(context) };
  const query = new URLSearchParams({ redirectBack: shownUrl(context) });
  if (optional) query.set("optional", "true");
  // Not `permanent: false`: that is a 307, which repeats a POST.
  return { redirect: { destination: `/refresh-session?${query}`, statusCode: 302 } };
}

/** The props of a page without a valid session: pages/_app.tsx renews it in the browser. */
export interface NeedsRefreshProps {
  fromSupertokens: "needs-refresh";
}

/** These props, and the status for a request that is not a page load. */
export function needsRefresh({ req, res }: { req: IncomingMessage; res: ServerResponse }) {
  if (!isPageLoad(req)) res.statusCode = 401;
  return { fromSupertokens: "needs-refresh" } satisfies NeedsRefreshProps;
}

/**
 * Whether a browser loads a page, or Next.js its data. A script, an image or a download has
 * no use for the refresh page: it would follow the redirect and treat that page as what it
 * requested.
 */
function isPageLoad({ url, headers }: IncomingMessage): boolean {
  if (headers["x-nextjs-data"] || url?.startsWith("/_next/data/")) return true;
  // Old browsers do not send it, nor does any browser without TLS.
  const mode = headers["sec-fetch-mode"] ?? "navigate";
  // A download is a navigation too: Chromium sends it without an Accept header.
  return mode === "navigate" && /text\/html/.test(headers.accept ?? "");
}

/** The URL that the browser shows, or is about to show. */
function shownUrl(context: GetServerSidePropsContext): string {
  const { req, resolvedUrl, locale, defaultLocale } = context;
  // A click on a link fetches /_next/data/….json, which is not a page to return to. On a
  // page load, `resolvedUrl` would be the URL after rewrites.
  const { url = resolvedUrl } = req;
  const shown = url.startsWith("/_next/data/") ? resolvedUrl : url;
  // With i18n, the locale is in neither of them.
  const prefix = locale === defaultLocale ? "" : `/${locale}`;
  // Next.js has re-encoded the query string, with a "+" for a space.
  return prefix + shown.replace(/\?.*/s, (query) => query.replaceAll("+", "%20"));
}
