import type { GetServerSidePropsContext, Redirect } from "next";
import { Error as SuperTokensError } from "supertokens-node";
import { Error as SessionError } from "supertokens-node/recipe/session";

/**
 * Both outcomes lead to the refresh page. With TRY_REFRESH_TOKEN the access token has
 * expired and a refresh renews it. With UNAUTHORISED there is no session: the refresh
 * fails, and that is what tells the front end to forget the session it may still believe
 * in. Sent straight to the login page, it could come back forever.
 */
export function needsRefresh(error: unknown): boolean {
  return (
    SuperTokensError.isErrorFromSuperTokens(error) &&
    (error.type === SessionError.TRY_REFRESH_TOKEN || error.type === SessionError.UNAUTHORISED)
  );
}

/**
 * Sends the browser to the refresh page, which comes back to this very address, query
 * string included. With `optional` it comes back without a session too; otherwise it goes
 * on to the login page. Return it from getServerSideProps.
 */
export function redirectToRefresh(
  context: GetServerSidePropsContext,
  { optional = false } = {},
): { redirect: Redirect } {
  const query = new URLSearchParams({ redirectBack: address(context) });
  if (optional) query.set("optional", "true");
  // Not `permanent: false`: that is a 307, which repeats a POST.
  return { redirect: { destination: `/refresh-session?${query}`, statusCode: 302 } };
}

/** The address that the browser shows, or is about to show. */
function address({ req, resolvedUrl }: GetServerSidePropsContext): string {
  // A click on a link fetches /_next/data/….json, which is no page to come back to. Of a
  // page load, `resolvedUrl` would be what a rewrite has made of the address.
  const { url = resolvedUrl } = req;
  const shown = url.startsWith("/_next/data/") ? resolvedUrl : url;
  // Next.js has encoded the query string anew, a space as "+".
  return shown.replace(/\?.*/s, (query) => query.replaceAll("+", "%20"));
}
