import { isObject, type JsonObject, parsed } from "./http.ts";

export type CryptoKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

export const utf8 = (value: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(value);

export const base64 = (bytes: Uint8Array) =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));

export const base64url = (bytes: Uint8Array) =>
  base64(bytes).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");

/** Undefined for what is neither base64 nor base64url. */
export function fromBase64(value: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[A-Za-z0-9+/_-]*={0,2}$/.test(value)) return undefined;
  try {
    const binary = atob(value.replaceAll("-", "+").replaceAll("_", "/"));
    return Uint8Array.from(binary, (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}

export const hexOf = (bytes: Uint8Array) =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

export const sha256 = async (value: string) =>
  hexOf(new Uint8Array(await crypto.subtle.digest("SHA-256", utf8(value))));

/** A compact JWT (RFC 7515 section 3.1); without a key unsigned. */
export async function signJwt(header: JsonObject, claims: JsonObject, key?: CryptoKey) {
  const input = [header, claims].map((part) => base64url(utf8(JSON.stringify(part)))).join(".");
  if (!key) return `${input}.`;
  const signature = await crypto.subtle.sign(key.algorithm.name, key, utf8(input));
  return `${input}.${base64url(new Uint8Array(signature))}`;
}

export function decodePart(part: string) {
  const value = parsed(new TextDecoder().decode(fromBase64(part)));
  return isObject(value) ? value : undefined;
}
