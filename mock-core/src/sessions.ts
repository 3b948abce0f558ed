import {
  type AccessToken,
  createAccessToken,
  expiryOf,
  refuseProtectedClaims,
  type TokenInfo,
  type TokenVersion,
} from "./access-token.ts";
import { fail, type JsonObject } from "./http.ts";
import { createRefreshToken, type NewRefreshToken } from "./refresh-token.ts";
import { type App, appOf, configFor, type SessionRow } from "./state.ts";

/** Ends a call because a session is not there, or not any more. */
export const unauthorised = (message: string, recentTokenReuseSubtype?: string): never =>
  fail("UNAUTHORISED", { message, recentTokenReuseSubtype });

/** The tenant that a session handle names: what follows its first `_`. */
export const tenantOfHandle = (handle: string): string => handle.split("_")[1] || "public";

/** Life of a refresh token (ms). */
export const refreshValidity = (app: App, tenantId: string): number =>
  Math.floor(configFor(app, tenantId).refresh_token_validity * 60_000);

/** Adds a row under its handle and its user. */
export function addRow(app: App, row: SessionRow): void {
  app.sessions.set(row.handle, row);
  const handles = app.sessionsOfUser.get(row.userId) ?? new Set();
  app.sessionsOfUser.set(row.userId, handles.add(row.handle));
}

/** Deletes a session; false when there was none. */
export function removeSession(app: App, handle: string): boolean {
  const userId = app.sessions.get(handle)?.userId ?? "";
  const handles = app.sessionsOfUser.get(userId);
  handles?.delete(handle);
  if (handles?.size === 0) app.sessionsOfUser.delete(userId);
  return app.sessions.delete(handle);
}

/** Deletes the sessions of a user, in one tenant or in all; gives the handles of those there were. */
export function removeSessionsOf(app: App, userId: string, tenantId?: string): string[] {
  const handles = [...(app.sessionsOfUser.get(userId) ?? [])];
  const inTenant = (handle: string) => app.sessions.get(handle)?.tenantId === tenantId;
  return handles.filter(
    (handle) => (tenantId === undefined || inTenant(handle)) && removeSession(app, handle),
  );
}

/** The row of a session that has not ended. Throws UNAUTHORISED otherwise, and 400 for a tenant nobody has. */
export function liveSession(app: App, handle: string, tenantId = tenantOfHandle(handle)) {
  appOf(app.core, app.appId, tenantId);
  const row = app.sessions.get(handle);
  return row?.tenantId === tenantId && row.expiry > app.core.clock.now()
    ? row
    : unauthorised("Session does not exist.");
}

/** A session's new tokens as answers carry them, and what the access token says. */
export type NewSession = {
  content: AccessToken;
  tokens: {
    accessToken: TokenInfo;
    refreshToken: TokenInfo;
    /** Undefined for a session without. */
    antiCsrfToken: string | undefined;
  };
};

/** What differs between the tokens of a session. */
export type TokenWishes = {
  version: TokenVersion;
  /** ms; at most the configured one, which is the default */
  accessTokenValidity?: number | undefined;
};

/** Makes the access token that goes with a new refresh token of a session. Throws 400 for a protected name. */
export async function tokensFor(
  app: App,
  row: SessionRow,
  next: NewRefreshToken,
  { version, accessTokenValidity }: TokenWishes,
  now: number,
): Promise<NewSession> {
  const { handle, userId, tenantId, userDataInJWT } = row;
  const { token, hash1, parentRefreshTokenHash1, antiCsrfToken } = next;
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
  return {
    content,
    tokens: {
      accessToken: await createAccessToken(app, content, row.useStaticKey),
      refreshToken: { token, expiry, createdTime: now },
      antiCsrfToken: antiCsrfToken ?? undefined,
    },
  };
}

/** Stores a new session and makes its tokens (contract section 2.1). Throws 400 for a protected name in the payload. */
export async function createSession(
  app: App,
  input: TokenWishes & {
    tenantId: string;
    userId: string;
    userDataInJWT: JsonObject;
    userDataInDatabase: JsonObject;
    enableAntiCsrf: boolean;
    useStaticKey: boolean;
  },
): Promise<NewSession> {
  const { tenantId, userId, userDataInJWT, userDataInDatabase, useStaticKey } = input;
  refuseProtectedClaims(userDataInJWT, input.version);
  const handle = crypto.randomUUID() + (tenantId === "public" ? "" : `_${tenantId}`);
  const first = await createRefreshToken(app, {
    sessionHandle: handle,
    userId,
    tenantId,
    parentRefreshTokenHash1: null,
    antiCsrfToken: input.enableAntiCsrf ? crypto.randomUUID() : null,
  });
  const now = app.core.clock.now();
  const row: SessionRow = {
    handle,
    tenantId,
    userId,
    refreshTokenHash2: first.hash2,
    previousHash2: null,
    rotatedAt: null,
    userDataInDatabase,
    userDataInJWT,
    expiry: now + refreshValidity(app, tenantId),
    timeCreated: now,
    useStaticKey,
  };
  addRow(app, row);
  return tokensFor(app, row, first, input, now);
}
