import { createRemoteJWKSet, errors, jwtVerify } from "jose";
import { cookies } from "next/headers";
import type { NextRequest, NextResponse } from "next/server";
import { coreUri } from "./config";
import { forward } from "./forward";
import { redirectToRefresh } from "./refresh";

/** For the proxy: the page for a valid access token, the refresh page for everybody else. */
export async function requireAccessToken(request: NextRequest): Promise<NextResponse> {
  const token = request.cookies.get("sAccessToken")?.value;
  const userId = token && (await verifyAccessToken(token));
  return userId ? forward(request) : redirectToRefresh(request);
}

/** For a server component: the user id in the access token; undefined without a valid one. */
export async function userIdOfPage(): Promise<string | undefined> {
  const token = (await cookies()).get("sAccessToken")?.value;
  return token ? verifyAccessToken(token) : undefined;
}

/**
 * The user id in an access token; undefined where it is not the valid access token of a
 * session. Throws when the keys cannot be fetched: that says nothing about the session.
 */
export async function verifyAccessToken(token: string): Promise<string | undefined> {
  try {
    const { payload } = await jwtVerify(token, keys(), {
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

declare global {
  var jwks: ReturnType<typeof createRemoteJWKSet> | undefined;
}

/**
 * The core's public keys: no API key is needed, and they are fetched once, not on every
 * request. The proxy and the pages are two bundles with a copy of this file each: what they
 * share is global.
 */
function keys() {
  globalThis.jwks ??= createRemoteJWKSet(new URL(`${coreUri}/.well-known/jwks.json`), {
    // Both as in the SDK, in ms: keys are kept for four hours, and an unknown one is asked
    // for twice a second at most.
    cacheMaxAge: 4 * 60 * 60 * 1000,
    cooldownDuration: 500,
  });
  return globalThis.jwks;
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
