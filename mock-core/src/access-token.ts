import { atLeast } from "./cdi.ts";
import { fail, type JsonObject, refuse } from "./http.ts";
import { decodePart, fromBase64, signJwt, utf8 } from "./jwt.ts";
import { signingKey, verifyingKeys } from "./keys.ts";
import { legacyHeader, readLegacyToken, signLegacyToken } from "./legacy-token.ts";
import { type App, configFor } from "./state.ts";

export type TokenVersion = 2 | 3 | 4 | 5;

/** The content of an access token, under the names of its claims (AccessToken.java). */
export type AccessToken = {
  version: TokenVersion;
  sub: string;
  rsub: string;
  tId: string;
  sessionHandle: string;
  refreshTokenHash1: string;
  parentRefreshTokenHash1: string | null;
  antiCsrfToken: string | null;
  /** s */
  exp: number;
  userData: JsonObject;
};

export const tryRefreshToken = (message: string): never =>
  fail("TRY_REFRESH_TOKEN", { message });

export const tokenVersionFor = (cdi: string): TokenVersion =>
  atLeast(cdi, "4.0") ? 5 : atLeast(cdi, "3.0") ? 4 : atLeast(cdi, "2.21") ? 3 : 2;

const nullableClaims = ["parentRefreshTokenHash1", "antiCsrfToken"];
const v3Claims = ["sub", "exp", "iat", "sessionHandle", "refreshTokenHash1", ...nullableClaims];
/** The claims that every token has and no payload may contain (AccessToken.java requiredAndProtectedProps). */
const claimsOf: Record<TokenVersion, readonly string[]> = {
  // Its payload has a member of its own: see legacy-token.ts.
  2: [],
  3: v3Claims,
  4: [...v3Claims, "tId"],
  5: [...v3Claims, "tId", "rsub"],
};

export const hasProtectedClaim = (payload: JsonObject, version: TokenVersion) =>
  claimsOf[version].some((name) => Object.hasOwn(payload, name));

export function refuseProtectedClaims(payload: JsonObject, version: TokenVersion) {
  if (hasProtectedClaim(payload, version))
    refuse(400, "The user payload contains protected field");
}

/** The `exp` of a token made now (s); `lifetime` in ms replaces the configured one. */
export function expiryOf(app: App, tenantId: string, jitter: boolean, lifetime?: number) {
  const config = configFor(app, tenantId);
  const cut = jitter ? Math.random() * config.access_token_validity_jitter : 0;
  const lasts = (lifetime ?? config.access_token_validity * 1000) * (1 - cut);
  return Math.floor((app.core.clock.now() + lasts) / 1000);
}

export async function createAccessToken(app: App, token: AccessToken, useStaticKey: boolean) {
  refuseProtectedClaims(token.userData, token.version);
  const iat = Math.floor(app.core.clock.now() / 1000);
  const { kid, pair } = signingKey(app, useStaticKey);
  const { privateKey } = await pair;
  const claims = claimsFor(token, iat);
  const header = headerOf(kid, token.version);
  return {
    token:
      token.version === 2
        ? await signLegacyToken(token, iat, privateKey)
        : await signJwt(header, claims, privateKey),
    expiry: token.exp * 1000,
    createdTime: iat * 1000,
  };
}

export const headerOf = (kid: string, version: TokenVersion) => ({
  kid,
  typ: "JWT",
  version: String(version),
  alg: "RS256",
});

export function claimsFor(token: AccessToken, iat: number): JsonObject {
  const own: JsonObject = { ...token, iat };
  const claims = claimsOf[token.version].map((name) => [name, own[name]]);
  return { ...Object.fromEntries(claims), ...token.userData };
}

const jwtError = (message: string): never =>
  tryRefreshToken(`io.supertokens.session.jwt.JWT$JWTException: ${message}`);

/** A part that is not base64 is a 500 of the core: its handlers do not catch the decoder's exception. */
const bytesOf = (part: string) =>
  fromBase64(part) ??
  refuse(500, "java.lang.IllegalArgumentException: Illegal base64 character");

const jsonOf = (part: string) => decodePart(part, bytesOf(part)) ?? jwtError("Invalid JWT");

export const incomplete =
  "Access token does not contain all the information. Maybe the structure has changed?";

/** Reads a token without verifying its signature or expiry. Throws TRY_REFRESH_TOKEN. */
export function readAccessToken(token: string, header = readHeader(token)): AccessToken {
  const { parts, version } = header;
  if (version === 2) return readLegacyToken(parts[1]) ?? tryRefreshToken(incomplete);
  const claims = jsonOf(parts[1]);
  const own = claimsOf[version];
  for (const name of own) {
    const value = claims[name];
    const fits =
      name === "iat" ||
      (value === null && nullableClaims.includes(name)) ||
      typeof value === (name === "exp" ? "number" : "string");
    if (!Object.hasOwn(claims, name) || !fits) tryRefreshToken(`${incomplete} ${name}`);
  }
  const some = (isOwn: boolean) =>
    Object.fromEntries(Object.entries(claims).filter(([name]) => own.includes(name) === isOwn));
  const added = { version, userData: some(false) };
  return { tId: "public", rsub: claims.sub, ...some(true), ...added } as AccessToken;
}

/** JWT.java preParseJWTInfo. Throws TRY_REFRESH_TOKEN. */
export function readHeader(token: string) {
  const [first, second, third, ...more] = token.split(".");
  if (!first || !second || !third || more.length) return jwtError("Invalid JWT");
  const all = [first, second, third] as const;
  if (first === legacyHeader) return { parts: all, kid: undefined, version: 2 as const };
  const header = jsonOf(first);
  const expect = (name: string, fits: boolean) => {
    const fault = Object.hasOwn(header, name) ? "mismatch" : "missing";
    if (!fits) jwtError(`JWT header ${fault} - ${name}`);
  };
  expect("typ", header.typ === "JWT");
  expect("alg", header.alg === "RS256");
  const { version = "5" } = header;
  expect("version", version === "3" || version === "4" || version === "5");
  expect("kid", typeof header.kid === "string");
  return {
    parts: all,
    kid: String(header.kid),
    version: Number(version) as TokenVersion,
  };
}

/** Header, key, signature, claims and expiry, in this order (AccessToken.java getInfoFromAccessToken). Throws TRY_REFRESH_TOKEN. */
export async function verifyAccessToken(app: App, token: string): Promise<AccessToken> {
  const read = readHeader(token);
  const { parts, kid } = read;
  // A token of format 2 does not name its key.
  const keys = verifyingKeys(app).filter((key) => kid === undefined || key.kid === kid);
  if (!keys.length) return tryRefreshToken("Key not found");
  const now = app.core.clock.now();
  const signature = bytesOf(parts[2]);
  const input = utf8(`${parts[0]}.${parts[1]}`);
  let isSigned = false;
  for (const { pair } of keys) {
    const { publicKey } = await pair;
    const { name } = publicKey.algorithm;
    isSigned = await crypto.subtle.verify(name, publicKey, signature, input);
    if (isSigned) break;
  }
  if (!isSigned) jwtError("JWT verification failed");
  const content = readAccessToken(token, read);
  if (content.exp * 1000 < now) tryRefreshToken("Access token expired");
  return content;
}
