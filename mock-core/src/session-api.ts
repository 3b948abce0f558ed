import {
  type AccessToken,
  createAccessToken,
  expiryOf,
  hasProtectedClaim,
  incomplete,
  readAccessToken,
  refuseProtectedClaims,
  tokenVersionFor,
  tryRefreshToken,
  verifyAccessToken,
} from "./access-token.ts";
import { atLeast } from "./cdi.ts";
import { appIn, type Context, type Endpoint, type Endpoints, inputOf, on } from "./endpoint.ts";
import { type Answer, fail, type JsonObject, ok, refuse } from "./http.ts";
import {
  boolean,
  flag,
  long,
  object,
  optional,
  parameter,
  since,
  string,
  strings,
} from "./input.ts";
import { sha256 } from "./jwt.ts";
import { createRefreshToken, readRefreshToken } from "./refresh-token.ts";
import { isLiveBranch, judge, judgeRotation, type Lineage, rotateTo } from "./rotation.ts";
import {
  createSession,
  liveSession,
  type NewSession,
  refreshValidity,
  removeSession,
  tokensFor,
  unauthorised,
} from "./sessions.ts";
import { type App, appOf, configFor } from "./state.ts";

// The session recipe's endpoints (contract section 2).

// Every read-modify-write of a row below happens without an await in between, so two calls never see half of each
// other: what has to be computed asynchronously (hashes, the next token) is computed before, and signing comes after.

const rotatesAtRefresh = ({ core, cdi }: Context): boolean =>
  core.options.rotation === "refresh" || atLeast(cdi, "5.6");

/** A session as its access token tells it, for a CDI version. */
const sessionJson = (token: AccessToken, cdi: string): JsonObject => ({
  handle: token.sessionHandle,
  userId: token.sub,
  recipeUserId: atLeast(cdi, "4.0") ? token.rsub : undefined,
  userDataInJWT: token.userData,
  tenantId: atLeast(cdi, "3.0") ? token.tId : undefined,
});

const newSessionAnswer = ({ tokens, content }: NewSession, cdi: string): Answer =>
  ok({ ...tokens, session: sessionJson(content, cdi) });

/** Throws 400 for a life (ms) longer than the configured one. */
function checkValidity(app: App, tenantId: string, asked: number | undefined): void {
  const configured = configFor(app, tenantId).access_token_validity * 1000;
  if (asked !== undefined && (asked <= 0 || asked > configured))
    refuse(
      400,
      "accessTokenValidity must be greater than 0 and at most the configured access_token_validity " +
        `(${configured} ms)`,
    );
}

const create = on(
  "tenant",
  {
    userId: string,
    enableAntiCsrf: boolean,
    userDataInJWT: object,
    userDataInDatabase: object,
    useDynamicSigningKey: optional(boolean),
    accessTokenValidity: since("5.6", optional(long)),
  },
  async (input, { app, tenantId, cdi }) => {
    checkValidity(app, tenantId, input.accessTokenValidity);
    const useStaticKey = input.useDynamicSigningKey === false;
    const version = tokenVersionFor(cdi);
    const made = await createSession(app, { ...input, tenantId, useStaticKey, version });
    return newSessionAnswer(made, cdi);
  },
);

const get = on("app", { sessionHandle: parameter }, ({ sessionHandle }, { app, cdi }) => {
  const row = liveSession(app, sessionHandle);
  const { userId, userDataInDatabase, expiry, userDataInJWT, timeCreated, tenantId } = row;
  return ok({
    sessionHandle,
    userId,
    recipeUserId: atLeast(cdi, "4.0") ? userId : undefined,
    userDataInDatabase,
    expiry,
    userDataInJWT,
    timeCreated,
    tenantId: atLeast(cdi, "3.0") ? tenantId : undefined,
  });
});

async function lineageOf(hash1: string, parentHash1: string | null): Promise<Lineage> {
  const parentHash2 = parentHash1 === null ? null : await sha256(parentHash1);
  return { hash2: await sha256(hash1), parentHash2 };
}

/**
 * Verifies an access token (contract section 2.3). The first verification after a refresh makes that refresh final
 * and gives a new token, unless refreshes rotate, when nothing is written or made.
 */
async function verify(context: Context): Promise<Answer> {
  const input = inputOf(context, {
    accessToken: string,
    antiCsrfToken: optional(string),
    doAntiCsrfCheck: boolean,
    enableAntiCsrf: boolean,
    checkDatabase: boolean,
  });
  const { cdi, core } = context;
  const app = appIn(atLeast(cdi, "5.6") ? "public tenant" : "app", context);
  const token = await verifyAccessToken(app, input.accessToken);
  const checkAntiCsrf = input.doAntiCsrfCheck && input.enableAntiCsrf;
  if (checkAntiCsrf && token.antiCsrfToken === null) tryRefreshToken(incomplete);
  appOf(core, app.appId, token.tId);
  if (checkAntiCsrf && input.antiCsrfToken !== token.antiCsrfToken)
    tryRefreshToken("anti-csrf check failed");
  const unchanged = ok({ session: sessionJson(token, cdi) });
  const isFinal = token.parentRefreshTokenHash1 === null;
  const rotates = rotatesAtRefresh(context);
  if (!input.checkDatabase && (isFinal || rotates)) return unchanged;

  const lineage = await lineageOf(token.refreshTokenHash1, token.parentRefreshTokenHash1);
  const row = storedRow(app, token.sessionHandle, token.tId);
  if (input.checkDatabase && row === undefined)
    unauthorised("Either the session has ended or has been blacklisted");
  const stale = input.checkDatabase && !equalJson(token.userData, row?.userDataInJWT);
  if (rotates) {
    if (row !== undefined && !isLiveBranch(row, lineage))
      unauthorised("rotated-out token branch; refresh required");
    return ok({ session: sessionJson(token, cdi), payloadUpdateAvailable: stale });
  }
  if (isFinal && !stale) return unchanged;
  if (row === undefined) return unauthorised("Session missing in db");
  const judgement = judge(row, lineage);
  if (judgement === "other" && !stale) return unchanged;
  if (judgement === "child") {
    const validity = refreshValidity(app, row.tenantId);
    rotateTo(row, lineage.hash2, row.refreshTokenHash2, core.clock.now(), validity);
  }
  const next: AccessToken = {
    ...token,
    parentRefreshTokenHash1: null,
    exp: expiryOf(app, token.tId, false),
    userData: row.userDataInJWT,
  };
  const accessToken = await createAccessToken(app, next, row.useStaticKey);
  return ok({ session: sessionJson(next, cdi), accessToken });
}

function storedRow(app: App, handle: string, tenantId: string) {
  const row = app.sessions.get(handle);
  return row?.tenantId === tenantId ? row : undefined;
}

/** Structural equality of two JSON values; the order of members does not count. */
function equalJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  const left = Object.entries(a);
  const right = new Map(Object.entries(b));
  return (
    Array.isArray(a) === Array.isArray(b) &&
    left.length === right.size &&
    left.every(([name, value]) => right.has(name) && equalJson(value, right.get(name)))
  );
}

/** Trades a refresh token for a new pair (contract sections 2.4 and 3.6). */
const refresh = on(
  "tenant",
  {
    refreshToken: string,
    antiCsrfToken: optional(string),
    enableAntiCsrf: boolean,
    useDynamicSigningKey: since("5.0", boolean, since("3.0", optional(boolean))),
    accessTokenValidity: since("5.6", optional(long)),
  },
  async (input, context) => {
    const { app, core, cdi } = context;
    const { accessTokenValidity, enableAntiCsrf, useDynamicSigningKey } = input;
    const old = await readRefreshToken(app, input.refreshToken);
    const { tenantId } = old;
    checkValidity(app, tenantId, accessTokenValidity);
    if (enableAntiCsrf && ![null, input.antiCsrfToken].includes(old.antiCsrfToken))
      unauthorised("Anti CSRF token missing, or not matching");
    appOf(core, app.appId, tenantId);

    const hash1 = await sha256(input.refreshToken);
    const lineage = await lineageOf(hash1, old.parentRefreshTokenHash1);
    const antiCsrfToken = enableAntiCsrf ? crypto.randomUUID() : null;
    const content = { ...old, parentRefreshTokenHash1: hash1, antiCsrfToken };
    const next = await createRefreshToken(app, content);

    const now = core.clock.now();
    const validity = refreshValidity(app, tenantId);
    const row = storedRow(app, old.sessionHandle, tenantId);
    if (row === undefined || row.expiry < now)
      return unauthorised("Session missing in db or has expired");
    const theft = (recentTokenReuseSubtype?: string) => {
      const { handle, userId } = row;
      const session = { handle, userId, recipeUserId: userId };
      return fail("TOKEN_THEFT_DETECTED", { session, recentTokenReuseSubtype });
    };
    if (rotatesAtRefresh(context)) {
      const config = configFor(app, tenantId);
      const grace = config.refresh_token_rotation_grace_period * 1000;
      const judgement = judgeRotation(row, lineage, now, grace);
      if (judgement === "rotate") rotateTo(row, next.hash2, lineage.hash2, now, validity);
      else if (judgement === "grace") row.refreshTokenHash2 = next.hash2;
      else {
        removeSession(app, row.handle);
        const isTheft = config.recent_token_reuse_behaviour !== "UNAUTHORISED";
        if (isTheft || judgement === "STALE_LINEAGE") theft(judgement);
        unauthorised("refresh token reuse detected", judgement);
      }
      next.parentRefreshTokenHash1 = null;
    } else {
      const judgement = judge(row, lineage);
      if (judgement === "other") theft();
      if (judgement === "child")
        rotateTo(row, lineage.hash2, row.refreshTokenHash2, now, validity);
    }
    if (useDynamicSigningKey !== undefined) row.useStaticKey = !useDynamicSigningKey;
    const version = tokenVersionFor(cdi);
    if (hasProtectedClaim(row.userDataInJWT, version))
      unauthorised("The user payload contains protected field");
    const made = await tokensFor(app, row, next, { version, accessTokenValidity }, now);
    return newSessionAnswer(made, cdi);
  },
);

function remove(context: Context): Answer {
  const { userId, sessionHandles, ...flags } = inputOf(context, {
    userId: optional(string),
    sessionHandles: optional(strings),
    revokeAcrossAllTenants: optional(boolean),
    revokeSessionsForLinkedAccounts: optional(boolean),
  });
  if ((userId === undefined) === (sessionHandles === undefined))
    refuse(400, "Invalid JSON input - use one of userId or sessionHandles array");
  for (const [name, given] of Object.entries(flags)) {
    if (userId === undefined && given !== undefined)
      refuse(400, `Invalid JSON input - ${name} can only be set if userId is set`);
  }
  const { app, chosen } =
    userId === undefined
      ? { app: appIn("app", context), chosen: sessionHandles ?? [] }
      : sessionsAsked(context, userId, flags.revokeAcrossAllTenants ?? true);
  return ok({ sessionHandlesRevoked: chosen.filter((handle) => removeSession(app, handle)) });
}

/** A user's sessions that have not ended: in all tenants, which only the public one may ask for, or in the path's. */
function sessionsAsked(context: Context, userId: string, acrossTenants: boolean) {
  const app = appIn(acrossTenants ? "public tenant" : "tenant", context);
  const now = context.core.clock.now();
  const chosen = [...(app.sessionsOfUser.get(userId) ?? [])].filter((handle) => {
    const row = app.sessions.get(handle);
    const inTenant = acrossTenants || row?.tenantId === context.tenantId;
    return row !== undefined && row.expiry >= now && inTenant;
  });
  return { app, chosen };
}

function listOfUser(context: Context): Answer {
  const shape = { userId: parameter, fetchAcrossAllTenants: flag(true) };
  const { userId, fetchAcrossAllTenants } = inputOf(context, shape);
  const { chosen } = sessionsAsked(context, userId, fetchAcrossAllTenants);
  return ok({ sessionHandles: chosen });
}

/**
 * Replaces a session's payload and gives its access token anew, with the old expiry (contract section 2.7).
 * As in the core the token's signature is not looked at, and one that is none at all is answered with 500.
 */
const regenerate = on(
  "app",
  { accessToken: string, userDataInJWT: optional(object) },
  async ({ accessToken, userDataInJWT }, { app, cdi, core }) => {
    let old: AccessToken;
    try {
      old = readAccessToken(accessToken);
    } catch (error) {
      const { message } = error as Error;
      if (message.startsWith("io.supertokens")) refuse(500, message);
      return unauthorised(message);
    }
    const row = liveSession(app, old.sessionHandle, old.tId);
    if (userDataInJWT !== undefined) {
      refuseProtectedClaims(userDataInJWT, old.version);
      row.userDataInJWT = userDataInJWT;
    }
    const next = { ...old, userData: row.userDataInJWT };
    const session = sessionJson(next, cdi);
    if (old.exp * 1000 < core.clock.now()) return ok({ session });
    return ok({ session, accessToken: await createAccessToken(app, next, row.useStaticKey) });
  },
);

/** GET and PUT of one of a session's two payloads (contract section 2.8). */
const payload = (name: "userDataInDatabase" | "userDataInJWT"): Endpoint => ({
  GET: on("app", { sessionHandle: parameter }, ({ sessionHandle }, { app }) =>
    ok({ [name]: liveSession(app, sessionHandle)[name] }),
  ),
  PUT: on(
    "app",
    { sessionHandle: string, value: (input) => object(input, name) },
    ({ sessionHandle, value }, { app, cdi }) => {
      if (name === "userDataInJWT") refuseProtectedClaims(value, tokenVersionFor(cdi));
      liveSession(app, sessionHandle)[name] = value;
      return ok();
    },
  ),
});

export const sessionEndpoints: Endpoints = {
  "/recipe/session": { GET: get, POST: create },
  "/recipe/session/verify": { POST: verify },
  "/recipe/session/refresh": { POST: refresh },
  "/recipe/session/remove": { POST: remove },
  "/recipe/session/user": { GET: listOfUser },
  "/recipe/session/regenerate": { POST: regenerate },
  "/recipe/session/data": payload("userDataInDatabase"),
  "/recipe/jwt/data": payload("userDataInJWT"),
};
