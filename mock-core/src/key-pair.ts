import type { CryptoKey } from "./jwt.ts";

export type KeyPair = { privateKey: CryptoKey; publicKey: CryptoKey };

export type Jwk = { kty: string; n: string; e: string; [member: string]: string };

const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
const { subtle } = crypto;

export const generateKeyPair = (): Promise<KeyPair> =>
  subtle.generateKey(
    { ...algorithm, modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) },
    true,
    ["sign", "verify"],
  );

export const exportKey = async (key: CryptoKey) => (await subtle.exportKey("jwk", key)) as Jwk;

export const exportSpki = async (key: CryptoKey) =>
  new Uint8Array(await subtle.exportKey("spki", key));

export async function importKeyPair(jwk: Jwk): Promise<KeyPair> {
  const { kty, n, e } = jwk;
  return {
    privateKey: await subtle.importKey("jwk", jwk, algorithm, true, ["sign"]),
    publicKey: await subtle.importKey("jwk", { kty, n, e }, algorithm, true, ["verify"]),
  };
}
