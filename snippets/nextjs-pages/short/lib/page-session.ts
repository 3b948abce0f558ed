import type { GetServerSideProps, GetServerSidePropsContext } from "next";
import { Error as SuperTokensError } from "supertokens-node";
import { getSession, type SessionContainer } from "supertokens-node/recipe/session";
import "./init";

/**
 * The props of a page for its visitor's session; without one, a redirect to the refresh
 * page.
 */
export function withSession<Props extends Record<string, unknown>>(
  getProps: (
    session: SessionContainer,
    context: GetServerSidePropsContext,
  ) => Props | Promise<Props>,
): GetServerSideProps<Props> {
  return async (context) => {
    context.res.setHeader("Cache-Control", "private, no-store");
    context.res.setHeader("Vary", "Cookie");
    try {
      // A page load carries no anti-CSRF header.
      const session = await getSession(context.req, context.res, { antiCsrfCheck: false });
      return { props: getProps(session, context) };
    } catch (error) {
      const type = SuperTokensError.isErrorFromSuperTokens(error) && error.type;
      if (type !== "TRY_REFRESH_TOKEN" && type !== "UNAUTHORISED") throw error;
      // Next.js has re-encoded the query string, with a "+" for a space.
      const redirectBack = context.resolvedUrl.replaceAll("+", "%20");
      const destination = `/refresh-session?${new URLSearchParams({ redirectBack })}`;
      return { redirect: { destination, statusCode: 302 } };
    }
  };
}
