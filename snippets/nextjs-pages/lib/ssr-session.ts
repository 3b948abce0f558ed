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
    // Set both: the URL of the keys is built from the one, that of the sign-in from the
    // other.
    apiBasePath: "/auth",
    websiteBasePath: "/login",
  },
});

/**
 * The user of the session that the access token and the front token agree on; undefined where
 * there is none. It checks no claim, neither yours nor those of other recipes (a verified
 * e-mail address, a second factor). Only the fact of a redirect is used: its target would
 * bypass the refresh page.
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
    // Nothing else: it would accept a token from a cookie with another name.
    Object.assign(request, {
      cookies: { sAccessToken, sFrontToken: cookies.sFrontToken ?? "" },
    }),
  );
  if (!("props" in result)) return undefined;
  const { sub, sessionHandle, exp, stt } = result.props.session.accessTokenPayload;
  // The SDK also accepts the other JWTs that the core signs with the same keys. Only an access
  // token has a version in its header, a session handle, and none of the kinds that OAuth2
  // names.
  const isAccessToken =
    typeof decodeProtectedHeader(sAccessToken).version === "string" &&
    typeof sessionHandle === "string" &&
    typeof exp === "number" &&
    !stt;
  return isAccessToken && typeof sub === "string" ? sub : undefined;
}
