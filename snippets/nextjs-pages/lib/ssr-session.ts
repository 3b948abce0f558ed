import type { GetServerSidePropsContext } from "next";
import type Ssr from "supertokens-auth-react/lib/build/nextjs/ssr";
import untyped from "supertokens-auth-react/nextjs/ssr";
import { origin } from "./config";

// The types of this entry point are published under another name: 0.51.3 declares nothing
// here.
const ssr: typeof Ssr = untyped;

ssr.init({
  appInfo: {
    appName: "Example",
    apiDomain: origin,
    websiteDomain: origin,
    // Both have to be named: where the keys are fetched is made of the one, where to sign in
    // of the other.
    apiBasePath: "/auth",
    websiteBasePath: "/login",
  },
});

/**
 * The user of the session that the access token and the front token agree on; undefined
 * where there is none. Of a redirect only the fact is used: it would lead past the refresh
 * page.
 */
export async function userOfSession(
  context: GetServerSidePropsContext,
): Promise<string | undefined> {
  const cookies: Record<string, string> = {};
  for (const [name, value] of Object.entries(context.req.cookies)) {
    if (value !== undefined) cookies[name] = value;
  }
  // It is declared to take the browser's Request, with cookies; Next.js has Node's.
  const request = new Request(new URL(context.resolvedUrl, origin));
  const result = await ssr.getServerSidePropsSessionWithoutClaimValidation(
    Object.assign(request, { cookies }),
  );
  if (!("props" in result)) return undefined;
  const { userId, accessTokenPayload } = result.props.session;
  // The core signs other JWTs with the same keys, which are accepted too. Only the access
  // token of a session has a session handle, and none of the kinds that OAuth2 names.
  return accessTokenPayload.sessionHandle && !accessTokenPayload.stt ? userId : undefined;
}
