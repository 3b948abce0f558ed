import { base64, fromBase64, utf8 } from "./jwt.ts";

// PBKDF2 with HMAC-SHA-256 (RFC 8018): the one password hash that WebCrypto has. 100,000 rounds are the most that
// every runtime allows (Workers stop there); fewer than recommended for real users, who are not kept here.
const iterations = 100_000;

/** The hash of a password, with its salt: a new one, or the one of a hash to compare with. */
export async function hashPassword(
  password: string,
  salt: Uint8Array<ArrayBuffer> = crypto.getRandomValues(new Uint8Array(16)),
): Promise<string> {
  const text = utf8(password);
  const key = await crypto.subtle.importKey("raw", text, "PBKDF2", false, ["deriveBits"]);
  const algorithm = { name: "PBKDF2", hash: "SHA-256", salt, iterations };
  const bits = await crypto.subtle.deriveBits(algorithm, key, 256);
  return `pbkdf2-sha256$${iterations}$${base64(salt)}$${base64(new Uint8Array(bits))}`;
}

/** Whether a password is the one that was hashed. */
export async function checkPassword(password: string, hash: string): Promise<boolean> {
  const salt = fromBase64(hash.split("$")[2] ?? "");
  return (await hashPassword(password, salt)) === hash;
}
