import { unauthorised } from "./http.ts";
import { base64, decodePart, sha256, utf8 } from "./jwt.ts";
import type { App } from "./state.ts";

/** What a refresh token holds. */
type RefreshToken = {
  sessionHandle: string;
  tenantId: string;
  parentRefreshTokenHash1: string | null;
  antiCsrfToken: string | null;
};

export type NewRefreshToken = RefreshToken & { token: string; hash1: string; hash2: string };

/** In the form of the core's V2 (RefreshToken.java), but signed where the core encrypts. */
export async function createRefreshToken(app: App, content: RefreshToken) {
  const nonce = crypto.randomUUID();
  const said = base64(utf8(JSON.stringify({ ...content, nonce })));
  const token = `${said}.${await sha256(app.secret + said)}.V2`;
  const hash1 = await sha256(token);
  return { ...content, token, hash1, hash2: await sha256(hash1) };
}

/** Throws UNAUTHORISED for what is no refresh token of this app (R1). */
export async function readRefreshToken(app: App, token: string) {
  const [said = ""] = token.split(".");
  const isOurs = token === `${said}.${await sha256(app.secret + said)}.V2`;
  return isOurs ? (decodePart(said) as RefreshToken) : unauthorised("Invalid refresh token");
}
