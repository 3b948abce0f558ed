import {
  type AccessToken,
  createAccessToken,
  expiryOf,
  refuseProtectedClaims,
  type TokenVersion,
} from "./access-token.ts";
import { unauthorised } from "./http.ts";
import { createRefreshToken, type NewRefreshToken } from "./refresh-token.ts";
import { type App, appOf, configFor, has, type SessionRow } from "./state.ts";
import { sessionIds } from "./users.ts";

export const tenantOfHandle = (handle: string) => handle.split("_")[1] || "public";

const refreshValidity = (app: App, tenantId: string) =>
  Math.floor(configFor(app, tenantId).refresh_token_validity * 60_000);

export const handlesOf = (app: App, members: Partial<SessionRow>) =>
  [...app.sessions.values()].filter((row) => has(row, members)).map(({ handle }) => handle);

/** Gives the handles of sessions that existed, each as often as it was given (SessionQueries.java). */
export function removeSessions(app: App, handles: string[]) {
  const found = handles.filter((handle) => app.sessions.has(handle));
  for (const handle of found) app.sessions.delete(handle);
  return found;
}

/** Throws UNAUTHORISED for a session that has expired or does not exist, 400 for an unknown tenant. */
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
  const ids = sessionIds(app, userId);
  const content: AccessToken = {
    version,
    sub: ids.userId,
    rsub: ids.recipeUserId,
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
  const first = createRefreshToken(app, {
    sessionHandle: handle,
    tenantId,
    parentRefreshTokenHash1: null,
    antiCsrfToken: wishes.enableAntiCsrf ? crypto.randomUUID() : null,
  });
  const now = app.core.clock.now();
  const expiry = now + refreshValidity(app, tenantId);
  const hashes = { refreshTokenHash2: first.hash2, previousHash2: null, rotatedAt: null };
  const userId = sessionIds(app, content.userId).recipeUserId;
  const row: SessionRow = { ...content, ...hashes, userId, handle, expiry, timeCreated: now };
  app.sessions.set(handle, row);
  return tokensFor(app, row, first, wishes, now);
}
