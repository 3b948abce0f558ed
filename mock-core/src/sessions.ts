import {
  type AccessToken,
  createAccessToken,
  expiryOf,
  refuseProtectedClaims,
  type TokenVersion,
} from "./access-token.ts";
import { fail } from "./http.ts";
import { base64, decodePart, sha256, utf8 } from "./jwt.ts";
import { type App, appOf, configFor, has, type SessionRow } from "./state.ts";

export const unauthorised = (message: string, recentTokenReuseSubtype?: string): never =>
  fail("UNAUTHORISED", { message, recentTokenReuseSubtype });

export const tenantOfHandle = (handle: string) => handle.split("_")[1] || "public";

const refreshValidity = (app: App, tenantId: string) =>
  Math.floor(configFor(app, tenantId).refresh_token_validity * 60_000);

export const handlesOf = (app: App, members: Partial<SessionRow>) =>
  [...app.sessions.values()].filter((row) => has(row, members)).map(({ handle }) => handle);

export const removeSessions = (app: App, handles: string[]) =>
  handles.filter((handle) => app.sessions.delete(handle));

/** Throws UNAUTHORISED for a session that has ended, 400 for an unknown tenant. */
export function liveSession(app: App, handle: string, tenantId = tenantOfHandle(handle)) {
  appOf(app.core, app.appId, tenantId);
  const row = storedRow(app, handle, tenantId);
  const isLive = row && row.expiry > app.core.clock.now();
  return isLive ? row : unauthorised("Session does not exist.");
}

export function storedRow(app: App, handle: string, tenantId: string) {
  const row = app.sessions.get(handle);
  return row?.tenantId === tenantId ? row : undefined;
}

/** What a refresh token holds. */
type RefreshToken = {
  sessionHandle: string;
  tenantId: string;
  parentRefreshTokenHash1: string | null;
  antiCsrfToken: string | null;
};

type NewRefreshToken = RefreshToken & { token: string; hash1: string; hash2: string };

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

// What a presented token means for the stored row (contract section 3.6).

/** A token's own H(H(token)), and its parent's (null for the first of a session). */
type Lineage = { hash2: string; parentHash2: string | null };

/** R4 to R6 and V3 to V6, before CDI 5.6. */
export function judge(row: SessionRow, token: Lineage): "current" | "child" | "other" {
  if (token.hash2 === row.refreshTokenHash2) return "current";
  return token.parentHash2 === row.refreshTokenHash2 ? "child" : "other";
}

/** From CDI 5.6 on: whether a refresh token is good, or why not (ms). */
export function judgeRotation(row: SessionRow, token: Lineage, now: number, grace: number) {
  if (judge(row, token) !== "other") return "rotate";
  if (row.previousHash2 === null) return "STALE_LINEAGE";
  if (token.hash2 === row.previousHash2)
    return row.rotatedAt !== null && now <= row.rotatedAt + grace ? "grace" : "RECENT_PREV";
  return token.parentHash2 === row.previousHash2 ? "ORPHANED_BRANCH" : "STALE_LINEAGE";
}

export function isLiveBranch(row: SessionRow, { hash2, parentHash2 }: Lineage) {
  const live = [row.refreshTokenHash2, row.previousHash2];
  return live.includes(hash2) || (parentHash2 !== null && live.includes(parentHash2));
}

export function rotateTo(app: App, row: SessionRow, hash2: string, previousHash2: string) {
  const rotatedAt = app.core.clock.now();
  const expiry = rotatedAt + refreshValidity(app, row.tenantId);
  Object.assign(row, { refreshTokenHash2: hash2, previousHash2, rotatedAt, expiry });
}

type SessionContent = Pick<
  SessionRow,
  "tenantId" | "userId" | "userDataInJWT" | "userDataInDatabase" | "useStaticKey"
>;

type Wishes = { version: TokenVersion; accessTokenValidity?: number | undefined };

export async function tokensFor(
  app: App,
  { handle, userId, tenantId, userDataInJWT, useStaticKey }: SessionRow,
  { token, hash1, parentRefreshTokenHash1, antiCsrfToken }: NewRefreshToken,
  { version, accessTokenValidity }: Wishes,
  now: number,
) {
  const content: AccessToken = {
    version,
    sub: userId,
    rsub: userId,
    tId: tenantId,
    sessionHandle: handle,
    refreshTokenHash1: hash1,
    parentRefreshTokenHash1,
    antiCsrfToken,
    exp: expiryOf(app, tenantId, true, accessTokenValidity),
    userData: userDataInJWT,
  };
  const expiry = now + refreshValidity(app, tenantId);
  const tokens = {
    accessToken: await createAccessToken(app, content, useStaticKey),
    refreshToken: { token, expiry, createdTime: now },
    antiCsrfToken: antiCsrfToken ?? undefined,
  };
  return { content, tokens };
}

export async function createSession(
  app: App,
  content: SessionContent,
  wishes: Wishes & { enableAntiCsrf: boolean },
) {
  const { tenantId } = content;
  refuseProtectedClaims(content.userDataInJWT, wishes.version);
  const handle = crypto.randomUUID() + (tenantId === "public" ? "" : `_${tenantId}`);
  const first = await createRefreshToken(app, {
    sessionHandle: handle,
    tenantId,
    parentRefreshTokenHash1: null,
    antiCsrfToken: wishes.enableAntiCsrf ? crypto.randomUUID() : null,
  });
  const now = app.core.clock.now();
  const expiry = now + refreshValidity(app, tenantId);
  const hashes = { refreshTokenHash2: first.hash2, previousHash2: null, rotatedAt: null };
  const row: SessionRow = { ...content, ...hashes, handle, expiry, timeCreated: now };
  app.sessions.set(handle, row);
  return tokensFor(app, row, first, wishes, now);
}
