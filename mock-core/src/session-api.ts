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
import { appIn, type Context, type Endpoints, get, inputOf, post, put } from "./endpoint.ts";
import {
  fail,
  isObject,
  type JsonObject,
  json,
  ok,
  okAtEnd,
  parsed,
  Refusal,
  refuse,
  unauthorised,
} from "./http.ts";
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
import { legacyKeys } from "./legacy-token.ts";
import { isLiveBranch, judge, judgeRotation, lineageOf } from "./lineage.ts";
import type { Recipe } from "./recipe.ts";
import { createRefreshToken, readRefreshToken } from "./refresh-token.ts";
import {
  createSession,
  liveSession,
  removeSessions,
  rotateTo,
  storedRow,
  tokensFor,
} from "./sessions.ts";
import { type App, appOf, configFor } from "./state.ts";
import { linkedIds, sessionIds } from "./users.ts";

// The session recipe (webserver/api/session). No await stands between reading a row and writing it: the core locks rows.

const rotatesAtRefresh = ({ core, cdi }: Context) =>
  core.options.rotation === "refresh" || atLeast(cdi, "5.6");

const sessionJson = (token: AccessToken, cdi: string) => ({
  handle: token.sessionHandle,
  userId: token.sub,
  recipeUserId: atLeast(cdi, "4.0") ? token.rsub : undefined,
  userDataInJWT: token.userData,
  tenantId: atLeast(cdi, "3.0") ? token.tId : undefined,
});

const wishedValidity = since("5.6", optional(long));

function checkValidity(app: App, tenantId: string, wanted = 1) {
  const configured = configFor(app, tenantId).access_token_validity * 1000;
  const range = `at most the configured access_token_validity (${configured} ms)`;
  if (wanted <= 0 || wanted > configured)
    refuse(400, `accessTokenValidity must be greater than 0 and ${range}`);
}

/** Before CDI 2.21 responses have the keys that verify access tokens, and a third token. */
const isLegacy = (cdi: string) => !atLeast(cdi, "2.21");

/** It says to a front end that there is a session. */
const idRefreshToken = ({ refreshToken }: { refreshToken: object }) => ({
  idRefreshToken: { ...refreshToken, token: crypto.randomUUID() },
});

/** Adds the keys to a response about an access token. */
async function verifyLegacy(context: Context) {
  const app = appIn("app", context);
  const members = legacyKeys(app);
  try {
    const response = await verify(context);
    return json({ ...(parsed(response.body) as object), ...(await members) });
  } catch (error) {
    if (!(error instanceof Refusal) || error.response.status !== 200) throw error;
    const body = parsed(error.response.body) as JsonObject;
    return json(body.status === "TRY_REFRESH_TOKEN" ? { ...body, ...(await members) } : body);
  }
}

/** How SDKs before CDI 2.21 begin (HandshakeAPI.java). */
const handshake = async (context: Context) => {
  if (!isLegacy(context.cdi)) refuse(404, "Not found");
  const app = appIn("app", context);
  const config = configFor(app);
  return ok({
    ...(await legacyKeys(app)),
    accessTokenBlacklistingEnabled: false,
    accessTokenValidity: config.access_token_validity * 1000,
    refreshTokenValidity: config.refresh_token_validity * 60_000,
  });
};

const create = post(
  "tenant",
  {
    userId: string,
    enableAntiCsrf: boolean,
    userDataInJWT: object,
    userDataInDatabase: object,
    useDynamicSigningKey: since("2.21", optional(boolean)),
    accessTokenValidity: wishedValidity,
  },
  async (input, { app, tenantId, cdi }) => {
    const { useDynamicSigningKey = true, enableAntiCsrf, accessTokenValidity, ...data } = input;
    checkValidity(app, tenantId, accessTokenValidity);
    const session = { ...data, tenantId, useStaticKey: !useDynamicSigningKey };
    const wishes = { enableAntiCsrf, accessTokenValidity, version: tokenVersionFor(cdi) };
    const { tokens, content } = await createSession(app, session, wishes);
    const legacy = isLegacy(cdi) && { ...idRefreshToken(tokens), ...(await legacyKeys(app)) };
    return okAtEnd({ session: sessionJson(content, cdi), ...tokens, ...legacy });
  },
);

const read = get("app", { sessionHandle: parameter }, ({ sessionHandle }, { app, cdi }) => {
  const row = liveSession(app, sessionHandle);
  const { tenantId, userDataInDatabase, expiry, userDataInJWT, timeCreated } = row;
  const ids = sessionIds(app, row.userId);
  const data = { userDataInDatabase, expiry, userDataInJWT, timeCreated };
  const recipeUserId = atLeast(cdi, "4.0") ? ids.recipeUserId : undefined;
  const tenant = atLeast(cdi, "3.0") ? { tenantId } : {};
  const own = { sessionHandle, userId: ids.userId, recipeUserId, ...data };
  return json({ ...own, status: "OK", ...tenant });
});

/** VerifySessionAPI.java. Where a refresh rotates the token, a verification writes nothing and makes no token. */
async function verify(context: Context) {
  const { accessToken, checkDatabase, ...input } = inputOf(context, {
    accessToken: string,
    antiCsrfToken: optional(string),
    doAntiCsrfCheck: boolean,
    enableAntiCsrf: boolean,
    checkDatabase: since("2.21", boolean, () => false),
  });
  const { cdi, core } = context;
  const app = appIn(atLeast(cdi, "5.6") ? "public" : "app", context);
  const token = await verifyAccessToken(app, accessToken);
  const checksAntiCsrf = input.doAntiCsrfCheck && input.enableAntiCsrf;
  if (checksAntiCsrf && token.antiCsrfToken === null) tryRefreshToken(incomplete);
  appOf(core, app.appId, token.tId);
  if (checksAntiCsrf && input.antiCsrfToken !== token.antiCsrfToken)
    tryRefreshToken("anti-csrf check failed");
  const session = sessionJson(token, cdi);
  const isFinal = token.parentRefreshTokenHash1 === null;
  const rotates = rotatesAtRefresh(context);
  if (!checkDatabase && (isFinal || rotates)) return okAtEnd({ session });

  const lineage = lineageOf(token.refreshTokenHash1, token.parentRefreshTokenHash1);
  const row = storedRow(app, token.sessionHandle, token.tId);
  if (checkDatabase && !row)
    unauthorised("Either the session has ended or has been blacklisted");
  const isStale = checkDatabase && sorted(token.userData) !== sorted(row?.userDataInJWT);
  if (rotates) {
    if (row && !isLiveBranch(row, lineage))
      unauthorised("rotated-out token branch; refresh required");
    return okAtEnd({ session, payloadUpdateAvailable: isStale });
  }
  if (isFinal && !isStale) return okAtEnd({ session });
  if (!row) return unauthorised("Session missing in db");
  const judgement = judge(row, lineage);
  if (judgement === "other" && !isStale) return okAtEnd({ session });
  if (judgement === "child") rotateTo(app, row, lineage.hash2, row.refreshTokenHash2);
  const { userDataInJWT: userData, useStaticKey } = row;
  const exp = expiryOf(app, token.tId, false);
  const next = { ...token, parentRefreshTokenHash1: null, exp, userData };
  const made = await createAccessToken(app, next, useStaticKey);
  return okAtEnd({ session: sessionJson(next, cdi), accessToken: made });
}

const sorted = (value: unknown) =>
  JSON.stringify(value, (_, member) =>
    isObject(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );

const refresh = post(
  "tenant",
  {
    refreshToken: string,
    antiCsrfToken: optional(string),
    enableAntiCsrf: boolean,
    useDynamicSigningKey: since("5.0", boolean, since("3.0", optional(boolean))),
    accessTokenValidity: wishedValidity,
  },
  async (input, context) => {
    const { app, core, cdi } = context;
    const { accessTokenValidity, enableAntiCsrf, useDynamicSigningKey } = input;
    const old = readRefreshToken(app, input.refreshToken);
    const { tenantId } = old;
    checkValidity(app, tenantId, accessTokenValidity);
    if (enableAntiCsrf && ![null, input.antiCsrfToken].includes(old.antiCsrfToken))
      unauthorised("Anti CSRF token missing, or not matching");
    appOf(core, app.appId, tenantId);

    const hash1 = sha256(input.refreshToken);
    const lineage = lineageOf(hash1, old.parentRefreshTokenHash1);
    const next = createRefreshToken(app, {
      ...old,
      parentRefreshTokenHash1: hash1,
      antiCsrfToken: enableAntiCsrf ? crypto.randomUUID() : null,
    });

    const now = core.clock.now();
    const row = storedRow(app, old.sessionHandle, tenantId);
    if (!row || row.expiry < now) return unauthorised("Session missing in db or has expired");
    const { handle, refreshTokenHash2 } = row;
    const session = { handle, ...sessionIds(app, row.userId) };
    const theft = (recentTokenReuseSubtype?: string) =>
      fail("TOKEN_THEFT_DETECTED", { session, recentTokenReuseSubtype });
    if (rotatesAtRefresh(context)) {
      const config = configFor(app, tenantId);
      const grace = config.refresh_token_rotation_grace_period * 1000;
      const judgement = judgeRotation(row, lineage, now, grace);
      if (judgement === "rotate") rotateTo(app, row, next.hash2, lineage.hash2);
      else if (judgement === "grace") row.refreshTokenHash2 = next.hash2;
      else {
        removeSessions(app, [handle]);
        const isTheft = config.recent_token_reuse_behaviour !== "UNAUTHORISED";
        if (isTheft || judgement === "STALE_LINEAGE") theft(judgement);
        unauthorised("refresh token reuse detected", judgement);
      }
      next.parentRefreshTokenHash1 = null;
    } else {
      const judgement = judge(row, lineage);
      if (judgement === "other") theft();
      if (judgement === "child") rotateTo(app, row, lineage.hash2, refreshTokenHash2);
    }
    row.useStaticKey = !(useDynamicSigningKey ?? !row.useStaticKey);
    const version = tokenVersionFor(cdi);
    if (hasProtectedClaim(row.userDataInJWT, version))
      unauthorised("The user payload contains protected field");
    const wishes = { version, accessTokenValidity };
    const { tokens, content } = await tokensFor(app, row, next, wishes, now);
    const legacy = isLegacy(cdi) && idRefreshToken(tokens);
    return okAtEnd({ session: sessionJson(content, cdi), ...tokens, ...legacy });
  },
);

function remove(context: Context) {
  const { userId, sessionHandles, ...flags } = inputOf(context, {
    userId: optional(string),
    sessionHandles: optional(strings),
    revokeAcrossAllTenants: optional(boolean),
    revokeSessionsForLinkedAccounts: optional(boolean),
  });
  if ((userId === undefined) === (sessionHandles === undefined))
    refuse(400, "Invalid JSON input - use one of userId or sessionHandles array");
  for (const [name, given] of Object.entries(flags))
    if (userId === undefined && given !== undefined)
      refuse(400, `Invalid JSON input - ${name} can only be set if userId is set`);
  const { app, handles } =
    userId === undefined
      ? { app: appIn("app", context), handles: sessionHandles ?? [] }
      : sessionsOf(
          context,
          userId,
          flags.revokeAcrossAllTenants,
          flags.revokeSessionsForLinkedAccounts,
        );
  return ok({ sessionHandlesRevoked: removeSessions(app, handles) });
}

function sessionsOf(context: Context, userId: string, everywhere = true, linked = true) {
  const app = appIn(everywhere ? "public" : "tenant", context);
  const { tenantId, core } = context;
  const ids = linked ? linkedIds(app, userId) : [sessionIds(app, userId).recipeUserId];
  const now = core.clock.now();
  const handles = [...app.sessions.values()]
    .filter((row) => ids.includes(row.userId) && row.expiry >= now)
    .filter((row) => everywhere || row.tenantId === tenantId);
  return { app, handles: handles.map(({ handle }) => handle) };
}

function listOfUser(context: Context) {
  const { userId, fetchAcrossAllTenants, fetchSessionsForAllLinkedAccounts } = inputOf(
    context,
    {
      userId: parameter,
      fetchAcrossAllTenants: flag(true),
      fetchSessionsForAllLinkedAccounts: flag(true),
    },
  );
  const linked = fetchSessionsForAllLinkedAccounts;
  return ok({
    sessionHandles: sessionsOf(context, userId, fetchAcrossAllTenants, linked).handles,
  });
}

/** SessionRegenerateAPI.java: does not verify the signature, and sends 500 for a text that is not a JWT. */
const regenerate = post(
  "app",
  { accessToken: string, userDataInJWT: optional(object) },
  async ({ accessToken, userDataInJWT }, { app, cdi, core }) => {
    let old: AccessToken;
    try {
      old = readAccessToken(accessToken);
    } catch (error) {
      const { message } = error as Error;
      return /^(io\.supertokens|java\.lang)\./.test(message)
        ? refuse(500, message)
        : unauthorised(message);
    }
    const row = liveSession(app, old.sessionHandle, old.tId);
    if (userDataInJWT) refuseProtectedClaims(userDataInJWT, old.version);
    row.userDataInJWT = userDataInJWT ?? row.userDataInJWT;
    const next = { ...old, userData: row.userDataInJWT };
    const session = sessionJson(next, cdi);
    if (old.exp * 1000 < core.clock.now()) return okAtEnd({ session });
    return okAtEnd({
      session,
      accessToken: await createAccessToken(app, next, row.useStaticKey),
    });
  },
);

const payload = (name: "userDataInDatabase" | "userDataInJWT") => ({
  ...get("app", { sessionHandle: parameter }, ({ sessionHandle }, { app }) =>
    ok({ [name]: liveSession(app, sessionHandle)[name] }),
  ),
  ...put(
    "app",
    { sessionHandle: string, value: (input) => object(input, name) },
    ({ sessionHandle, value }, { app, cdi }) => {
      if (name === "userDataInJWT") refuseProtectedClaims(value, tokenVersionFor(cdi));
      liveSession(app, sessionHandle)[name] = value;
      return ok();
    },
  ),
});

const endpoints: Endpoints = {
  "/recipe/session": { ...read, ...create },
  "/recipe/handshake": { POST: handshake },
  "/recipe/session/verify": {
    POST: (context) => (isLegacy(context.cdi) ? verifyLegacy(context) : verify(context)),
  },
  "/recipe/session/refresh": refresh,
  "/recipe/session/remove": { POST: remove },
  "/recipe/session/user": { GET: listOfUser },
  "/recipe/session/regenerate": regenerate,
  "/recipe/session/data": payload("userDataInDatabase"),
  "/recipe/jwt/data": payload("userDataInJWT"),
};

export const session: Recipe = { endpoints };
