import { isObject, type JsonObject, parsed } from "./http.ts";
import { sha256Bytes } from "./sha256.ts";

export type CryptoKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

const encoder = new TextEncoder();

export const utf8 = (value: string): Uint8Array<ArrayBuffer> => encoder.encode(value);

export function base64(bytes: Uint8Array) {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

export const base64url = (bytes: Uint8Array) =>
  base64(bytes).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");

/** Undefined for what is neither base64 nor base64url. */
export function fromBase64(value: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[A-Za-z0-9+/_-]*={0,2}$/.test(value)) return undefined;
  try {
    const isUrl = /[-_]/.test(value);
    const binary = atob(isUrl ? value.replaceAll("-", "+").replaceAll("_", "/") : value);
    // A loop takes a tenth of the time of `Uint8Array.from`.
    const bytes = new Uint8Array(binary.length);
    for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
    return bytes;
  } catch {
    return undefined;
  }
}

const hexBytes = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

export function hexOf(bytes: Uint8Array) {
  let hex = "";
  for (const byte of bytes) hex += hexBytes[byte];
  return hex;
}

/** The hash of a text, in hexadecimal. */
export const sha256 = (value: string) => hexOf(sha256Bytes(utf8(value)));

/** A compact JWT (RFC 7515 section 3.1); without a key unsigned. */
export async function signJwt(header: JsonObject, claims: JsonObject, key?: CryptoKey) {
  const input = [header, claims].map((part) => base64url(utf8(JSON.stringify(part)))).join(".");
  if (!key) return `${input}.`;
  const signature = await crypto.subtle.sign(key.algorithm.name, key, utf8(input));
  return `${input}.${base64url(new Uint8Array(signature))}`;
}

const decoder = new TextDecoder();

export function decodePart(part: string, bytes = fromBase64(part)) {
  const value = parsed(decoder.decode(bytes));
  return isObject(value) ? value : undefined;
}
