import { type AccessTokenClaims, readAccessToken, signatureOf, withClaims } from "./jwt.ts";
import type { Control } from "./mock-core.js";
import { labHeader, type WireLog } from "./wire-log.ts";

/** What the lab responds with, as JSON. */
export interface TrickResult {
  status: number;
  headers?: Record<string, string>;
  body: unknown;
}

interface Stage {
  cookies: Map<string, string>;
  control: Control;
  log: WireLog;
  coreUrl: string;
}

/** The actions on the reader's session, by path; each is a POST. */
export const tricks: Record<string, (stage: Stage) => Promise<TrickResult> | TrickResult> = {
  /** Replaces the access token by one that says the same and has expired: what an hour of waiting would do. */
  "/lab/expire": async ({ cookies, control, log, coreUrl }) => {
    const token = cookies.get("sAccessToken");
    if (!token) return noSession;
    // The core would sign whatever the token says.
    if ((await verify(token, coreUrl)) !== "valid") return foreignToken;
    const expired = await control.expire(token);
    log.names.derive(expired, token, "expired copy of");
    return replaced(expired, log, "The access token has expired");
  },

  /** Writes another user into the access token and leaves the signature as it was. */
  "/lab/tamper": ({ cookies, log }) => {
    const token = cookies.get("sAccessToken");
    if (!token) return noSession;
    if (!readAccessToken(token)) return foreignToken;
    const tampered = withClaims(token, { sub: "mallory" });
    log.names.derive(tampered, token, "tampered copy of");
    return replaced(
      tampered,
      log,
      "The access token now names mallory, but has the old signature",
    );
  },

  /** Ends the session in the core, as an administrator would. The browser keeps its cookies and is not told. */
  "/lab/revoke": async ({ cookies, control, log, coreUrl }) => {
    const token = cookies.get("sAccessToken");
    if (!token) return noSession;
    const claims = readAccessToken(token);
    if (!claims || (await verify(token, coreUrl)) !== "valid") return foreignToken;
    if (!control.revoke(claims.sessionHandle))
      return { status: 409, body: { problem: "The core no longer has this session" } };
    return done(log, "The core has revoked the session, and the browser does not know");
  },

  /** Empties the log. */
  "/lab/clear": ({ log }) => {
    log.clear();
    return { status: 200, body: { done: "The log is empty" } };
  },
};

/** The access token of the reader's cookie, verified. The refresh token's cookie is not sent to the lab. */
export interface SessionView {
  /** "unreadable" is not an access token at all; "forged" has an invalid signature; "ended" was revoked in the core. */
  state: "none" | "unreadable" | "unknown-key" | "forged" | "ended" | "expired" | "valid";
  /** What the token claims; to be believed only if `state` is "ended", "expired" or "valid". */
  accessToken?: AccessTokenClaims & { name: string };
}

/** Verifies the access token's signature with the core's keys, then fetches the session from the core. */
export async function describeSession(
  cookies: Map<string, string>,
  coreUrl: string,
  { names }: WireLog,
): Promise<SessionView> {
  const token = cookies.get("sAccessToken");
  if (!token) return { state: "none" };
  const claims = readAccessToken(token);
  if (!claims) return { state: "unreadable" };
  const accessToken = { name: names.access(token), ...claims };
  const signature = await verify(token, coreUrl);
  if (signature !== "valid")
    return { state: signature === "invalid" ? "forged" : signature, accessToken };
  const query = new URLSearchParams({ sessionHandle: claims.sessionHandle });
  const { status } = await askCore<{ status: string }>(`${coreUrl}/recipe/session?${query}`);
  if (status !== "OK") return { state: "ended", accessToken };
  return { state: claims.expiresAt <= Date.now() ? "expired" : "valid", accessToken };
}

async function verify(token: string, coreUrl: string) {
  const { keys } = await askCore<{ keys: JsonWebKey[] }>(`${coreUrl}/.well-known/jwks.json`);
  return signatureOf(token, keys);
}

async function askCore<T>(url: string): Promise<T> {
  const response = await fetch(url, { headers: { [labHeader]: "1" } });
  return (await response.json()) as T;
}

const noSession: TrickResult = {
  status: 409,
  body: { problem: "There is no access token: sign in first" },
};
const foreignToken: TrickResult = {
  status: 409,
  body: { problem: "The core did not sign this access token: sign in again" },
};

/** Sets the access token as the SDK sets it. */
function replaced(token: string, log: WireLog, text: string): TrickResult {
  const expires = new Date(Date.now() + 365 * 24 * 60 * 60 * 1000).toUTCString();
  const cookie = `sAccessToken=${token}; Path=/; Expires=${expires}; HttpOnly; SameSite=Lax`;
  return { ...done(log, text), headers: { "set-cookie": cookie } };
}

function done(log: WireLog, text: string): TrickResult {
  log.note(text);
  return { status: 200, body: { done: text } };
}
