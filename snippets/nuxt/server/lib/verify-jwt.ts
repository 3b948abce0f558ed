import { getRequestHeader, type H3Event } from "h3";
import { createRemoteJWKSet, customFetch, errors, jwtVerify } from "jose";
import { coreUri } from "./config.ts";
import { redirectToRefresh } from "./refresh.ts";
import { setVisitor } from "./visitor.ts";

/** Time between two attempts to fetch the keys, in ms, as in the SDK. */
const cooldown = 500;
let lastAttempt = Number.NEGATIVE_INFINITY;

// Public keys: no API key is needed. Fetched once, not on every request.
const jwks = createRemoteJWKSet(new URL(`${coreUri}/.well-known/jwks.json`), {
  cacheMaxAge: 4 * 60 * 60 * 1000,
  cooldownDuration: cooldown,
  timeoutDuration: 5_000,
  // jose counts the cooldown from the last success: while the core fails, each request with
  // an unknown key id would fetch the keys again.
  [customFetch]: async (url, options) => {
    if (Date.now() - lastAttempt < cooldown) throw new Error("The core failed a moment ago");
    lastAttempt = Date.now();
    return fetch(url, options);
  },
});

/** For the middleware: the user id for the page, the refresh page for every other visitor. */
export async function requireAccessToken(event: H3Event): Promise<Response | undefined> {
  const token = accessTokenOf(getRequestHeader(event, "cookie") ?? "");
  const userId = token && (await verifyAccessToken(token));
  if (!userId) return redirectToRefresh(event);
  setVisitor(event, { userId, roles: [] });
}

/**
 * The access token in a Cookie header. Undefined if there is none, or if there are two:
 * nothing tells which one is the visitor's.
 */
export function accessTokenOf(header: string): string | undefined {
  const values = header
    .split(";")
    .map((cookie) => cookie.trim())
    .filter((cookie) => cookie.startsWith("sAccessToken="));
  return values.length === 1 ? values[0]?.slice("sAccessToken=".length) : undefined;
}

/**
 * The user id in an access token; undefined if it is not a valid access token of a
 * session. Throws if the keys cannot be fetched: the session may still be valid.
 */
export async function verifyAccessToken(token: string): Promise<string | undefined> {
  try {
    const { payload, protectedHeader } = await jwtVerify(token, jwks, {
      // Never take the algorithm from the token: it could say "none", or HS256 with the
      // public key as its secret.
      algorithms: ["RS256"],
      requiredClaims: ["sub", "exp", "sessionHandle"],
    });
    // The core signs other JWTs with the same keys. Only an access token has a version in
    // its header and a session handle. An OAuth2 token has a kind in `stt`, which is
    // missing or 0 in a session's access token.
    const isAccessToken =
      typeof protectedHeader.version === "string" &&
      typeof payload.sessionHandle === "string" &&
      !payload.stt;
    return isAccessToken && typeof payload.sub === "string" ? payload.sub : undefined;
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
