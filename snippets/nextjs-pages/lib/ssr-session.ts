import { decodeProtectedHeader } from "jose";
import type { GetServerSidePropsContext } from "next";
import type Ssr from "supertokens-auth-react/lib/build/nextjs/ssr";
import untyped from "supertokens-auth-react/nextjs/ssr";
import { origin } from "./config";
import { accessTokenOf } from "./verify-jwt";

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
 * where there is none. It checks no claim, neither yours nor those of other recipes (a
 * verified e-mail address, a second factor). Of a redirect only the fact is used: it would lead
 * past the refresh page.
 */
export async function userOfSession(
  context: GetServerSidePropsContext,
): Promise<string | undefined> {
  const { headers, cookies } = context.req;
  const sAccessToken = accessTokenOf(headers.cookie);
  if (!sAccessToken) return undefined;
  // It is declared to take the browser's Request, with cookies; Next.js has Node's.
  const request = new Request(new URL(context.resolvedUrl, origin));
  const result = await ssr.getServerSidePropsSessionWithoutClaimValidation(
    // Nothing else, or it would take a token of a cookie with another name.
    Object.assign(request, {
      cookies: { sAccessToken, sFrontToken: cookies.sFrontToken ?? "" },
    }),
  );
  if (!("props" in result)) return undefined;
  const { sub, sessionHandle, exp, stt } = result.props.session.accessTokenPayload;
  // The core signs other JWTs with the same keys, which are accepted too. Only an access token
  // has a version in its header, a session handle, and none of the kinds that OAuth2 names.
  const isAccessToken =
    typeof decodeProtectedHeader(sAccessToken).version === "string" &&
    typeof sessionHandle === "string" &&
    typeof exp === "number" &&
    !stt;
  return isAccessToken && typeof sub === "string" ? sub : undefined;
}
