import type { Config } from "@netlify/functions";
import { createRemoteJWKSet, errors, jwtVerify } from "jose";
import { html } from "../answer.ts";
import { coreUri } from "../config.ts";
import { page } from "../page.ts";
import { redirectToRefresh } from "../refresh.ts";
import { cookiesOf } from "../request.ts";
import { withErrorPage } from "../netlify-function.ts";

// Public keys: no API key is needed. Outside of the handler, so that an instance fetches
// them once, not on every request.
const jwks = createRemoteJWKSet(new URL(`${coreUri}/.well-known/jwks.json`), {
  // Both as in the SDK, in ms: keys are kept for four hours, and an unknown one is asked
  // for twice a second at most.
  cacheMaxAge: 4 * 60 * 60 * 1000,
  cooldownDuration: 500,
});

export default withErrorPage(async (request) => {
  const token = cookiesOf(request).sAccessToken;
  const userId = token && (await verifyAccessToken(token));
  if (!userId) return redirectToRefresh(request);
  return html(page("Dashboard", `Signed in as ${userId}`));
});

export const config: Config = { path: "/dashboard-jwt" };
/**
 * The user id in an access token; undefined where it is not the valid access token of a
 * session. Throws when the keys cannot be fetched: that says nothing about the session.
 */
export async function verifyAccessToken(token: string): Promise<string | undefined> {
  try {
    const { payload } = await jwtVerify(token, jwks, {
      // Never take the algorithm from the token: it could say "none", or HS256 with the
      // public key as its secret.
      algorithms: ["RS256"],
      // The core signs other JWTs with the same keys. Only a session's access token has a
      // session handle.
      requiredClaims: ["sub", "exp", "sessionHandle"],
    });
    // OAuth2 tokens name their kind in `stt`; a session's access token has none, or 0.
    return payload.stt ? undefined : payload.sub;
  } catch (error) {
    if (error instanceof errors.JOSEError && invalidToken.has(error.code)) return undefined;
    throw error;
  }
}

const invalidToken = new Set([
  errors.JWTExpired.code,
  errors.JWTClaimValidationFailed.code,
  errors.JWTInvalid.code,
  errors.JWSInvalid.code,
  errors.JWSSignatureVerificationFailed.code,
  errors.JWKSNoMatchingKey.code,
  errors.JWKSMultipleMatchingKeys.code,
  errors.JOSEAlgNotAllowed.code,
  errors.JOSENotSupported.code,
]);
