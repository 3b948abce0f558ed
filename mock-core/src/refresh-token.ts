import { fail, isObject } from "./http.ts";
import { base64, type CryptoKey, fromBase64, hexOf, sha256, utf8 } from "./jwt.ts";
import type { App } from "./state.ts";

/** What a refresh token holds for the core; to everybody else it is an opaque text. */
export type RefreshToken = {
  sessionHandle: string;
  userId: string;
  tenantId: string;
  parentRefreshTokenHash1: string | null;
  antiCsrfToken: string | null;
};

/** A refresh token just made: its text, and H(text) and H(H(text)). */
export type NewRefreshToken = RefreshToken & { token: string; hash1: string; hash2: string };

/** The key that seals an app's refresh tokens, made when first asked for. */
function sealingKey(app: App): Promise<CryptoKey> {
  const algorithm = { name: "AES-GCM", length: 256 };
  app.sealingKey ??= crypto.subtle.generateKey(algorithm, true, ["encrypt", "decrypt"]);
  return app.sealingKey;
}

/**
 * A new refresh token, in the core's form V2: AES-256-GCM ciphertext in base64, a nonce of 32 random bytes in hex,
 * and the version, joined by dots (RefreshToken.java). Always a new text, whatever it holds.
 */
export async function createRefreshToken(
  app: App,
  content: RefreshToken,
): Promise<NewRefreshToken> {
  const nonce = hexOf(crypto.getRandomValues(new Uint8Array(32)));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = utf8(JSON.stringify({ ...content, nonce }));
  const key = await sealingKey(app);
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, plain);
  const token = `${base64(new Uint8Array([...iv, ...new Uint8Array(sealed)]))}.${nonce}.V2`;
  const hash1 = await sha256(token);
  return { ...content, token, hash1, hash2: await sha256(hash1) };
}

/** What a refresh token of this app holds. Throws UNAUTHORISED with the core's words for any other text (R1). */
export async function readRefreshToken(app: App, token: string): Promise<RefreshToken> {
  const invalid = (message = "Invalid refresh token") => fail("UNAUTHORISED", { message });
  const [sealed, nonce, version, ...more] = token.split(".");
  if (!sealed || !nonce || version !== "V2" || more.length > 0) return invalid();
  const bytes = fromBase64(sealed);
  if (bytes === undefined || bytes.length < 28)
    return invalid("java.lang.IllegalArgumentException: Illegal base64 character");
  const algorithm = { name: "AES-GCM", iv: bytes.subarray(0, 12) };
  const plain = await crypto.subtle
    .decrypt(algorithm, await sealingKey(app), bytes.subarray(12))
    .catch(() => invalid("javax.crypto.AEADBadTagException: Tag mismatch"));
  const content: unknown = JSON.parse(new TextDecoder().decode(plain));
  if (!isObject(content) || content.nonce !== nonce) return invalid();
  const { nonce: _, ...rest } = content;
  return rest as RefreshToken;
}
