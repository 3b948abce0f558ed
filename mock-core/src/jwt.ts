import { isObject, type JsonObject } from "./http.ts";

export type CryptoKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

/** The UTF-8 bytes of a string. */
export const utf8 = (value: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(value);

/** Base64 with `+ / =`. */
export const base64 = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));

/** Base64url without padding (RFC 4648 section 5). */
export const base64url = (bytes: Uint8Array): string =>
  base64(bytes).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");

/** The bytes of a base64 or base64url text; undefined when it is neither. */
export function fromBase64(value: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[A-Za-z0-9+/_-]*={0,2}$/.test(value)) return undefined;
  try {
    const binary = atob(value.replaceAll("-", "+").replaceAll("_", "/"));
    return Uint8Array.from(binary, (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}

/** Lower-case hex. */
export const hexOf = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** H(x) of the contract: lower-case hex SHA-256 of the UTF-8 bytes of `value`. */
export async function sha256(value: string): Promise<string> {
  return hexOf(new Uint8Array(await crypto.subtle.digest("SHA-256", utf8(value))));
}

/** A compact JWT (RFC 7515 section 3.1), signed as the key is made for; without a key unsigned. */
export async function signJwt(
  header: JsonObject,
  claims: JsonObject,
  key?: CryptoKey,
): Promise<string> {
  const input = [header, claims].map((part) => base64url(utf8(JSON.stringify(part)))).join(".");
  if (key === undefined) return `${input}.`;
  const signature = await crypto.subtle.sign(key.algorithm.name, key, utf8(input));
  return `${input}.${base64url(new Uint8Array(signature))}`;
}

/** The JSON object in one base64url part of a JWT; undefined when there is none. */
export function decodePart(part: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(fromBase64(part)));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
