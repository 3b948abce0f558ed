import { base64url, fromBase64, utf8 } from "../mock-core/src/jwt.ts";
import type { ContractCore } from "./core.ts";
import type { TokenKind } from "./scenario.ts";

interface Session {
  handle: string;
  accessToken: string;
  userId: string;
  payload: Record<string, unknown>;
}

/** Claims that the core puts into no other token. */
const onlyInAccessTokens = {
  refreshTokenHash1: undefined,
  parentRefreshTokenHash1: undefined,
  antiCsrfToken: undefined,
  tId: undefined,
  rsub: undefined,
};

/** Makes an access token of the session that is wrong in the way asked for. */
export async function makeAccessToken(
  kind: TokenKind,
  control: Pick<ContractCore["control"], "mintAccessToken" | "expire">,
  session: Session,
): Promise<string> {
  const mint = (more: Parameters<typeof control.mintAccessToken>[0]) =>
    control.mintAccessToken({
      userId: session.userId,
      sessionHandle: session.handle,
      payload: session.payload,
      ...more,
    });
  switch (kind) {
    case "valid":
      return session.accessToken;
    case "expired":
      return control.expire(session.accessToken);
    case "malformed":
      return "not.a.token";
    case "tampered":
      return withUser(session.accessToken, "mallory");
    case "alg none":
      return mint({ algorithm: "none" });
    case "HS256 with the public key":
      return mint({ algorithm: "HS256" });
    case "unknown kid":
      return mint({ kid: "d-1000000000000" });
    case "foreign signature":
      return mint({ key: "foreign" });
    case "signed by another core":
      return mint({ key: "foreign", kid: "d-1500000000000" });
    case "static key":
      return mint({ key: "static" });
    case "no session handle":
      return mint({ claims: { ...onlyInAccessTokens, sessionHandle: undefined } });
    case "JWT of a user and a session":
      // As POST /recipe/jwt makes it of a payload with `sub` and `sessionHandle`: without a version in its header (seen
      // on core 11.4.5).
      return mint({ header: { version: undefined }, claims: onlyInAccessTokens });
    case "OAuth2 token":
      return mint({ claims: { stt: 1 } });
    case "valid of mallory":
      return mint({ userId: "mallory" });
    case "no expiry":
      return mint({ claims: { exp: undefined } });
    case "no version in the header":
      return mint({ header: { version: undefined } });
    case "session handle null":
      return mint({ claims: { sessionHandle: null } });
    case "session handle object":
      return mint({ claims: { sessionHandle: { a: 1 } } });
    case "subject object":
      return mint({ claims: { sub: { a: 1 } } });
    case "subject empty":
      return mint({ claims: { sub: "" } });
    case "not yet valid":
      return mint({ claims: { nbf: Math.floor(Date.now() / 1000) + 3600 } });
  }
}

/** The token with another user in its payload, under the signature of before. */
function withUser(token: string, userId: string): string {
  const [header, payload, signature] = token.split(".");
  const claims = JSON.parse(new TextDecoder().decode(fromBase64(payload ?? "")));
  const changed = utf8(JSON.stringify({ ...claims, sub: userId, rsub: userId }));
  return [header, base64url(changed), signature].join(".");
}
