import type { GetServerSidePropsContext, Redirect } from "next";

/**
 * Sends the browser to the refresh page, which comes back to this very URL, query string
 * included. With `optional` it comes back without a session too; otherwise it goes on to the
 * login page. Return it from getServerSideProps.
 */
export function redirectToRefresh(
  context: GetServerSidePropsContext,
  { optional = false } = {},
): { redirect: Redirect } {
  const query = new URLSearchParams({ redirectBack: shownUrl(context) });
  if (optional) query.set("optional", "true");
  // Not `permanent: false`: that is a 307, which repeats a POST.
  return { redirect: { destination: `/refresh-session?${query}`, statusCode: 302 } };
}

/** The URL that the browser shows, or is about to show. */
function shownUrl({ req, resolvedUrl }: GetServerSidePropsContext): string {
  // A click on a link fetches /_next/data/….json, which is no page to come back to. Of a
  // page load, `resolvedUrl` would be what a rewrite has made of the URL.
  const { url = resolvedUrl } = req;
  const shown = url.startsWith("/_next/data/") ? resolvedUrl : url;
  // Next.js has encoded the query string anew, a space as "+".
  return shown.replace(/\?.*/s, (query) => query.replaceAll("+", "%20"));
}
