import { base64url, hexOf, sha256, utf8 } from "./jwt.ts";
import type { App, OneTimeToken } from "./state.ts";

type Tokens = App["resetTokens"];

/** Makes a token that is good once: 128 characters, of which only the hash is kept. */
export async function issueToken(
  tokens: Tokens,
  content: Omit<OneTimeToken, "hash">,
): Promise<string> {
  const token = base64url(utf8(hexOf(crypto.getRandomValues(new Uint8Array(48)))));
  const hash = await sha256(token);
  tokens.set(hash, { ...content, hash });
  return token;
}

/**
 * Uses a token up, and with it all others of the same user and address. Undefined for a token that is not there, is
 * of another tenant or has expired (`now` in ms).
 */
export async function consumeToken(
  tokens: Tokens,
  token: string,
  tenantId: string,
  now: number,
): Promise<OneTimeToken | undefined> {
  const found = tokens.get(await sha256(token));
  if (found?.tenantId !== tenantId) return undefined;
  const { userId, email } = found;
  removeTokens(tokens, (other) => other.userId === userId && other.email === email);
  return found.expiry < now ? undefined : found;
}

/** Deletes the tokens that `which` picks. */
export function removeTokens(tokens: Tokens, which: (token: OneTimeToken) => boolean): void {
  for (const token of tokens.values()) if (which(token)) tokens.delete(token.hash);
}
