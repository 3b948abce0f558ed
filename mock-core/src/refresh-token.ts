import { unauthorised } from "./http.ts";
import { base64, decodePart, sha256, utf8 } from "./jwt.ts";
import type { App } from "./state.ts";

/** The content of a refresh token. */
type RefreshToken = {
  sessionHandle: string;
  tenantId: string;
  parentRefreshTokenHash1: string | null;
  antiCsrfToken: string | null;
};

export type NewRefreshToken = RefreshToken & { token: string; hash1: string; hash2: string };

/** A token in the V2 format of RefreshToken.java, except that its content is signed, not encrypted. */
export function createRefreshToken(app: App, content: RefreshToken) {
  const nonce = crypto.randomUUID();
  const content64 = base64(utf8(JSON.stringify({ ...content, nonce })));
  const token = `${content64}.${sha256(app.secret + content64)}.V2`;
  const hash1 = sha256(token);
  return { ...content, token, hash1, hash2: sha256(hash1) };
}

/** The core's text for a token of another form (RefreshToken.java), or undefined. */
function formatFault(token: string) {
  // As `split` of Java: empty parts at the end do not count.
  const parts = token.replace(/\.+$/, "").split(".");
  if (!/^v[012]$/i.test(parts.at(-1) ?? "")) return "version of refresh token not recognised";
  return parts.length === 3
    ? undefined
    : `Refresh token split with dot yielded an array of length: ${parts.length}`;
}

/** Throws UNAUTHORISED for a text that is not a refresh token of this app. */
export function readRefreshToken(app: App, token: string) {
  const [content64 = ""] = token.split(".");
  const isOurs = token === `${content64}.${sha256(app.secret + content64)}.V2`;
  const fault = formatFault(token);
  if (fault !== undefined)
    return unauthorised(
      `io.supertokens.session.refreshToken.RefreshToken$InvalidRefreshTokenFormatException: ${fault}`,
    );
  return isOurs
    ? (decodePart(content64) as RefreshToken)
    : unauthorised("Invalid refresh token");
}
