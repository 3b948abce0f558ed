import { base64, fromBase64, utf8 } from "./jwt.ts";

// PBKDF2 (RFC 8018) with the most rounds that Workers allow; real users, who need more, are not kept here.
const iterations = 100_000;

export async function hashPassword(
  password: string,
  salt: Uint8Array<ArrayBuffer> = crypto.getRandomValues(new Uint8Array(16)),
) {
  const text = utf8(password);
  const key = await crypto.subtle.importKey("raw", text, "PBKDF2", false, ["deriveBits"]);
  const algorithm = { name: "PBKDF2", hash: "SHA-256", salt, iterations };
  const bits = await crypto.subtle.deriveBits(algorithm, key, 256);
  return `pbkdf2-sha256$${iterations}$${base64(salt)}$${base64(new Uint8Array(bits))}`;
}

export async function checkPassword(password: string, hash: string) {
  const salt = fromBase64(hash.split("$")[2] ?? "");
  return (await hashPassword(password, salt)) === hash;
}
