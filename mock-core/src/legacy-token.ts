import type { AccessToken } from "./access-token.ts";
import { isObject } from "./http.ts";
import { base64, type CryptoKey, decodePart, utf8 } from "./jwt.ts";
import { exportSpki } from "./key-pair.ts";
import { dynamicKeyEnd, dynamicKeys } from "./keys.ts";
import type { App } from "./state.ts";

// Sessions of SDKs before CDI 2.21: access tokens of format 2 (JWT.java createAndSignLegacyAccessToken), and the keys that
// verify them in the responses, since there was no JWKS.

const part = (value: unknown) => base64(utf8(JSON.stringify(value)));

export const legacyHeader = part({ alg: "RS256", typ: "JWT", version: "2" });

/** Signs a token whose payload is a member of its own. Its times are in ms; null members are left out. */
export async function signLegacyToken(token: AccessToken, iat: number, key: CryptoKey) {
  const { sub, sessionHandle, refreshTokenHash1, userData, exp } = token;
  const payload = part({
    sessionHandle,
    userId: sub,
    refreshTokenHash1,
    expiryTime: exp * 1000,
    parentRefreshTokenHash1: token.parentRefreshTokenHash1 ?? undefined,
    userData,
    antiCsrfToken: token.antiCsrfToken ?? undefined,
    timeCreated: iat * 1000,
  });
  const input = `${legacyHeader}.${payload}`;
  const signature = await crypto.subtle.sign(key.algorithm.name, key, utf8(input));
  return `${input}.${base64(new Uint8Array(signature))}`;
}

/** Undefined for a payload that is not complete. */
export function readLegacyToken(payload: string): AccessToken | undefined {
  const { userId, sessionHandle, refreshTokenHash1, expiryTime, ...rest } =
    decodePart(payload) ?? {};
  if (typeof userId !== "string" || typeof sessionHandle !== "string") return undefined;
  if (typeof refreshTokenHash1 !== "string" || typeof expiryTime !== "number") return undefined;
  const { userData, parentRefreshTokenHash1, antiCsrfToken } = rest;
  const text = (value: unknown) => (typeof value === "string" ? value : null);
  return {
    version: 2,
    sub: userId,
    rsub: userId,
    tId: "public",
    sessionHandle,
    refreshTokenHash1,
    parentRefreshTokenHash1: text(parentRefreshTokenHash1),
    antiCsrfToken: text(antiCsrfToken),
    exp: expiryTime / 1000,
    userData: isObject(userData) ? userData : {},
  };
}

/** The public keys as the SDKs before CDI 2.21 read them, newest first. */
export async function legacyKeys(app: App) {
  const list = await Promise.all(
    dynamicKeys(app).map(async ({ createdAt, pair }) => ({
      publicKey: base64(await exportSpki((await pair).publicKey)),
      expiryTime: dynamicKeyEnd(app, createdAt),
      createdAt,
    })),
  );
  return {
    jwtSigningPublicKey: list[0]?.publicKey,
    jwtSigningPublicKeyExpiryTime: list[0]?.expiryTime,
    jwtSigningPublicKeyList: list,
  };
}
