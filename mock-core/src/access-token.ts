import { atLeast } from "./cdi.ts";
import { fail, type JsonObject, refuse } from "./http.ts";
import { decodePart, fromBase64, signJwt, utf8 } from "./jwt.ts";
import { signingKey, verifyingKeys } from "./keys.ts";
import { type App, configFor } from "./state.ts";

/** The formats of access tokens that are made here (contract section 3.2). */
export type TokenVersion = 3 | 4 | 5;

/** What an access token says, under the names of its claims (contract section 3.2). */
export type AccessToken = {
  version: TokenVersion;
  /** The primary user, and the login method's own (the same before V5). */
  sub: string;
  rsub: string;
  tId: string;
  sessionHandle: string;
  refreshTokenHash1: string;
  parentRefreshTokenHash1: string | null;
  antiCsrfToken: string | null;
  /** s */
  exp: number;
  /** The claims that are not the core's own. */
  userData: JsonObject;
};

/** A token as answers carry it; for access tokens both times are whole seconds, in ms. */
export type TokenInfo = { token: string; expiry: number; createdTime: number };

/** Ends a call because its access token was not accepted, and why. */
export const tryRefreshToken = (message: string): never =>
  fail("TRY_REFRESH_TOKEN", { message });

/** The token format that a CDI version asks for (AccessToken.java getAccessTokenVersionForCDI). */
export function tokenVersionFor(cdi: string): TokenVersion {
  if (atLeast(cdi, "4.0")) return 5;
  return atLeast(cdi, "3.0") ? 4 : 3;
}

const v3Claims = [
  "sub",
  "exp",
  "iat",
  "sessionHandle",
  "refreshTokenHash1",
  "parentRefreshTokenHash1",
  "antiCsrfToken",
];
/** The core's own claims, which a token always has and a payload never. */
const claimsOf: Record<TokenVersion, readonly string[]> = {
  3: v3Claims,
  4: [...v3Claims, "tId"],
  5: [...v3Claims, "tId", "rsub"],
};

/** Whether a payload uses a name that the token format keeps for itself (contract section 3.3). */
export const hasProtectedClaim = (payload: JsonObject, version: TokenVersion): boolean =>
  claimsOf[version].some((name) => Object.hasOwn(payload, name));

/** Throws 400 for a payload with a protected name. */
export function refuseProtectedClaims(payload: JsonObject, version: TokenVersion): void {
  if (hasProtectedClaim(payload, version))
    refuse(400, "The user payload contains protected field");
}

/** When a token made now ends (s): after `validity` (ms; default the configured one), of which jitter may cut some. */
export function expiryOf(
  app: App,
  tenantId: string,
  jitter: boolean,
  validity?: number,
): number {
  const config = configFor(app, tenantId);
  const life = validity ?? config.access_token_validity * 1000;
  const cut = jitter ? Math.random() * config.access_token_validity_jitter : 0;
  return Math.floor((app.core.clock.now() + life * (1 - cut)) / 1000);
}

/** Signs an access token. Throws 400 when its payload uses a protected name. */
export async function createAccessToken(
  app: App,
  token: AccessToken,
  useStaticKey: boolean,
): Promise<TokenInfo> {
  refuseProtectedClaims(token.userData, token.version);
  const iat = Math.floor(app.core.clock.now() / 1000);
  const key = signingKey(app, useStaticKey);
  const header = headerOf(key.kid, token.version);
  const claims = claimsFor(token, iat);
  return {
    token: await signJwt(header, claims, (await key.pair).privateKey),
    expiry: token.exp * 1000,
    createdTime: iat * 1000,
  };
}

/** The header of an access token; `version` is a string. */
export const headerOf = (kid: string, version: TokenVersion): JsonObject => ({
  kid,
  typ: "JWT",
  version: String(version),
  alg: "RS256",
});

/** The claims of an access token, the two nullable ones always there; `iat` in s. */
export function claimsFor(token: AccessToken, iat: number): JsonObject {
  const own: JsonObject = { ...token, iat };
  const claims = claimsOf[token.version].map((name) => [name, own[name]]);
  return { ...Object.fromEntries(claims), ...token.userData };
}

const jwtError = (message: string): never =>
  tryRefreshToken(`io.supertokens.session.jwt.JWT$JWTException: ${message}`);

/** The core's words for a token that lacks a claim. */
export const incomplete =
  "Access token does not contain all the information. Maybe the structure has changed?";

/**
 * What an access token says, whoever signed it and whenever it ends.
 * Throws TRY_REFRESH_TOKEN when it is not a token of this format, or a claim is missing or of another type.
 */
export function readAccessToken(token: string): AccessToken {
  const { parts, version } = readHeader(token);
  const claims = decodePart(parts[1]) ?? jwtError("Invalid JWT");
  const own = claimsOf[version];
  for (const name of own) {
    const value = claims[name];
    const nullable = name === "parentRefreshTokenHash1" || name === "antiCsrfToken";
    const fits =
      name === "iat" ||
      (value === null && nullable) ||
      typeof value === (name === "exp" ? "number" : "string");
    if (!Object.hasOwn(claims, name) || !fits) tryRefreshToken(`${incomplete} ${name}`);
  }
  const members = Object.entries(claims);
  const mine = Object.fromEntries(members.filter(([name]) => own.includes(name)));
  const userData = Object.fromEntries(members.filter(([name]) => !own.includes(name)));
  return { tId: "public", rsub: claims.sub, ...mine, version, userData } as AccessToken;
}

/** The header's demands (JWT.java preParseJWTInfo): three parts, typ JWT, alg RS256, a kid, a version of 3 to 5. */
export function readHeader(token: string): {
  parts: [string, string, string];
  kid: string;
  version: TokenVersion;
} {
  const [first, second, third, ...more] = token.split(".");
  if (!first || second === undefined || !third || more.length > 0)
    return jwtError("Invalid JWT");
  const header = decodePart(first) ?? jwtError("Invalid JWT");
  const expect = (name: string, fits: boolean): void => {
    const fault = Object.hasOwn(header, name) ? "mismatch" : "missing";
    if (!fits) jwtError(`JWT header ${fault} - ${name}`);
  };
  expect("typ", header.typ === "JWT");
  expect("alg", header.alg === "RS256");
  const version = header.version ?? "5";
  expect("version", version === "3" || version === "4" || version === "5");
  expect("kid", typeof header.kid === "string");
  return {
    parts: [first, second, third],
    kid: String(header.kid),
    version: Number(version) as TokenVersion,
  };
}

/**
 * What a token of this app says, once its signature and time are good (contract section 2.3, steps 1 to 4).
 * Throws TRY_REFRESH_TOKEN otherwise, and 500 for a signature that is not base64url, as the core does.
 */
export async function verifyAccessToken(app: App, token: string): Promise<AccessToken> {
  const { parts, kid } = readHeader(token);
  const key = verifyingKeys(app).find((candidate) => candidate.kid === kid);
  if (key === undefined) return tryRefreshToken("Key not found");
  const now = app.core.clock.now();
  const signature =
    fromBase64(parts[2]) ??
    refuse(500, "java.lang.IllegalArgumentException: Illegal base64 character");
  const { publicKey } = await key.pair;
  const input = utf8(`${parts[0]}.${parts[1]}`);
  if (!(await crypto.subtle.verify(publicKey.algorithm.name, publicKey, signature, input)))
    jwtError("JWT verification failed");
  const content = readAccessToken(token);
  if (content.exp * 1000 < now) tryRefreshToken("Access token expired");
  return content;
}
