import { claimsFor, headerOf, readHeader, type TokenVersion } from "./access-token.ts";
import type { Clock } from "./clock.ts";
import { signUp } from "./email-password-api.ts";
import type { JsonObject } from "./http.ts";
import { base64, decodePart, sha256, signJwt, utf8 } from "./jwt.ts";
import { generateKeyPair, heldKeys, type KeyPair, rotateKeys, signingKey } from "./keys.ts";
import type { Engine } from "./mock-core.ts";
import { type Outage, outageModes } from "./outage.ts";
import type { LogEntry, RequestMatch } from "./request-log.ts";
import { createSession, handlesOf, removeSessions, tenantOfHandle } from "./sessions.ts";
import { restoreFrom, type Snapshot, snapshotOf } from "./snapshot.ts";
import { appOf, configFor } from "./state.ts";
import { setVerified } from "./user-api.ts";
import { rolesOf } from "./user-roles-api.ts";

/** What a session made by a test is like. */
export type SessionInput = {
  userId: string;
  /** Payload of the access token. Default empty. */
  payload?: JsonObject;
  /** What the core keeps beside it. Default empty. */
  userDataInDatabase?: JsonObject;
  /** Default true. */
  useDynamicSigningKey?: boolean;
  /** Whether it has an anti-CSRF token. Default false. */
  antiCsrf?: boolean;
  /** Default "public". */
  tenantId?: string;
  /** Default "public". */
  appId?: string;
};

/** What an access token made by a test says, and how it is signed. */
export type TokenInput = {
  /** Default: the session's user, else "user". */
  userId?: string;
  /** Default: a session that does not exist. */
  sessionHandle?: string;
  /** Custom claims. Default: the payload of the session. */
  payload?: JsonObject;
  /** Put over all other claims; `undefined` takes one out. */
  claims?: JsonObject;
  /** The same for the header. */
  header?: JsonObject;
  /** `iat` (ms since the epoch). Default now, or earlier for a token that has ended. */
  issuedAt?: number;
  /** Time from now to `exp` (ms); negative: already ended. Default the configured life. */
  expiresInMs?: number;
  /** "foreign" is one this core does not have. Default "dynamic". */
  key?: "dynamic" | "static" | "foreign";
  /** Default: the kid of the key; for "foreign" that of the dynamic key. */
  kid?: string;
  /** The secret of "HS256" is the public key's PEM. Default "RS256". */
  algorithm?: "RS256" | "HS256" | "none";
  /** Format of the token. Default 5. */
  version?: TokenVersion;
  /** Default "public". */
  appId?: string;
};

/** An answer given instead of the core's own. */
export type AnswerOverride = {
  /** Default: the next request. */
  match?: string | RegExp;
  /** Default 200. */
  status?: number;
  /** Default: a fitting content type. */
  headers?: Record<string, string>;
  /** A text as it is; anything else as JSON. */
  body?: unknown;
};

/** A user who signs in with a password. */
export type UserInput = {
  email: string;
  password: string;
  /** Default a new UUID. */
  id?: string;
  /** Those that do not exist are created. */
  roles?: string[];
  /** Default false. */
  emailVerified?: boolean;
  /** Default "public". */
  tenantId?: string;
  /** Default "public". */
  appId?: string;
};

/** Steers a mock core from a test. */
export type Control = {
  /** Makes a session as if an SDK had. Throws what the core would refuse. */
  createSession(input: SessionInput): Promise<{
    handle: string;
    accessToken: string;
    refreshToken: string;
    antiCsrfToken?: string;
  }>;
  /** Signs a user up; gives the user id. Throws for an address that a user has. */
  createUser(input: UserInput): Promise<string>;
  /** Makes an access token, good or bad in a chosen way. */
  mintAccessToken(input?: TokenInput): Promise<string>;
  /** The same token by the same key, over for a second; `iat` is moved back as much as `exp`. */
  expire(accessToken: string): Promise<string>;
  /** Ends a session; false when there is none. */
  revoke(sessionHandle: string): boolean;
  /** Ends all sessions of a user in all apps and tenants; gives their handles. */
  revokeUser(userId: string): string[];
  /**
   * Makes a new dynamic key that signs from now on. The old keys stay published for two access token lives;
   * `forgetOld` drops every key, the static one too, as a core on a new database.
   */
  rotateKeys(options?: { forgetOld?: boolean; appId?: string }): void;
  /** What the core takes the time to be. An SDK has a clock of its own: `expire` is for that. */
  clock: Clock;
  /** Fails from now on as told, and no more as before. Throws for an unknown mode. */
  outage(outage: Outage): Promise<void>;
  /** Ends the outage. */
  recover(): Promise<void>;
  /** Answers the next request (that matches) with this, once. Several take turns. */
  answerNext(override: AnswerOverride): void;
  /** The requests so far, oldest first. */
  readonly requests: readonly LogEntry[];
  /** Forgets the requests so far. */
  clearRequests(): void;
  /** The oldest answered request (that matches) not taken yet; waits `timeoutMs` (1000), then throws. */
  takeRequest(options?: { match?: RequestMatch; timeoutMs?: number }): Promise<LogEntry>;
  /** Back to a core just started: nothing stored, new key ids, no outage, the real time. */
  reset(): Promise<void>;
  /** Everything but the request log as plain JSON, keys and clock included. */
  snapshot(): Promise<Snapshot>;
  /** Puts a snapshot in place of everything. Throws for what is not one. */
  restore(snapshot: Snapshot): Promise<void>;
};

export function createControl(engine: Engine): Control {
  const { core, log, outages, overrides } = engine;
  const apps = () => [...core.apps.values()];
  const seconds = (ms: number) => Math.floor(ms / 1000);
  let foreign: Promise<KeyPair> | undefined;

  const recover = async () => {
    outages.end();
    await engine.transport?.listen();
  };

  return {
    async createSession(input) {
      const { tenantId = "public", antiCsrf = false, useDynamicSigningKey = true } = input;
      const { payload: userDataInJWT = {}, userDataInDatabase = {} } = structuredClone(input);
      const useStaticKey = !useDynamicSigningKey;
      const { tokens, content } = await createSession(
        appOf(core, input.appId, tenantId),
        { tenantId, userId: input.userId, userDataInJWT, userDataInDatabase, useStaticKey },
        { enableAntiCsrf: antiCsrf, version: 5 },
      );
      const { accessToken, refreshToken, antiCsrfToken } = tokens;
      return {
        handle: content.sessionHandle,
        accessToken: accessToken.token,
        refreshToken: refreshToken.token,
        ...(antiCsrfToken && { antiCsrfToken }),
      };
    },

    async createUser(input) {
      const { tenantId = "public", roles = [], email } = input;
      const app = appOf(core, input.appId, tenantId);
      const user = await signUp(app, tenantId, input);
      if (!user) throw new Error(`a user with the address ${email} exists`);
      for (const role of roles) {
        if (!app.roles.has(role)) app.roles.set(role, new Set());
        rolesOf(app, tenantId, user.id).add(role);
      }
      const { id: userId, email: address } = user;
      if (input.emailVerified) setVerified(app, { userId, email: address }, true);
      return userId;
    },

    async mintAccessToken(input = {}) {
      const app = appOf(core, input.appId);
      const now = core.clock.now();
      const life = configFor(app).access_token_validity * 1000;
      const end = now + (input.expiresInMs ?? life);
      const { issuedAt = Math.min(now, end - life), version = 5 } = input;
      const { sessionHandle = crypto.randomUUID() } = input;
      const row = app.sessions.get(sessionHandle);
      const sub = input.userId ?? row?.userId ?? "user";
      const content = {
        version,
        sub,
        rsub: sub,
        tId: tenantOfHandle(sessionHandle),
        sessionHandle,
        refreshTokenHash1: await sha256(crypto.randomUUID()),
        parentRefreshTokenHash1: null,
        antiCsrfToken: null,
        exp: seconds(end),
        userData: input.payload ?? row?.userDataInJWT ?? {},
      };
      const own = signingKey(app, input.key === "static");
      const { kid = own.kid, algorithm: alg = "RS256" } = input;
      const header = { ...headerOf(kid, version), alg, ...input.header };
      const claims = { ...claimsFor(content, seconds(issuedAt)), ...input.claims };
      if (alg === "none") return signJwt(header, claims);
      const pair = await own.pair;
      if (alg === "HS256") return signJwt(header, claims, await secretOf(pair));
      if (input.key !== "foreign") return signJwt(header, claims, pair.privateKey);
      foreign ??= generateKeyPair();
      return signJwt(header, claims, (await foreign).privateKey);
    },

    async expire(accessToken) {
      const { parts, kid } = readHeader(accessToken);
      const [header, claims] = parts.map(decodePart);
      const key = apps()
        .flatMap(heldKeys)
        .find((candidate) => candidate.kid === kid);
      if (!key) throw new Error(`no key ${kid} here: the token is not this core's`);
      if (!header || typeof claims?.exp !== "number") throw new Error("the token has no exp");
      const exp = seconds(Math.min(core.clock.now(), Date.now())) - 1;
      const iat = typeof claims.iat === "number" ? claims.iat - (claims.exp - exp) : undefined;
      return signJwt(header, { ...claims, iat, exp }, (await key.pair).privateKey);
    },

    revoke: (handle) => apps().some((app) => removeSessions(app, [handle]).length > 0),

    revokeUser: (userId) =>
      apps().flatMap((app) => removeSessions(app, handlesOf(app, { userId }))),

    rotateKeys: ({ forgetOld = false, appId } = {}) =>
      rotateKeys(appOf(core, appId), forgetOld),

    clock: core.clock,

    async outage(outage) {
      const { mode, paths } = outage;
      if (!outageModes.includes(mode))
        throw new Error(`unknown outage mode ${mode}; use one of ${outageModes.join(", ")}`);
      await recover();
      outages.start(outage);
      if (mode === "refuse" && !paths) await engine.transport?.refuse();
    },

    recover,
    answerNext: (override) => {
      overrides.push(override);
    },

    get requests() {
      return log.entries;
    },
    clearRequests: log.clear,
    takeRequest: log.take,

    async reset() {
      overrides.length = 0;
      log.clear();
      core.clock.reset();
      engine.empty();
      await recover();
    },

    snapshot: () => snapshotOf(core),
    restore: (snapshot) => restoreFrom(core, snapshot),
  };
}

/** What a verifier that takes `alg` at its word would check HS256 with. */
async function secretOf({ publicKey }: KeyPair) {
  const spki = new Uint8Array(await crypto.subtle.exportKey("spki", publicKey));
  const lines = base64(spki).replace(/.{64}(?=.)/g, "$&\n");
  const pem = utf8(`-----BEGIN PUBLIC KEY-----\n${lines}\n-----END PUBLIC KEY-----\n`);
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  return crypto.subtle.importKey("raw", pem, algorithm, false, ["sign"]);
}
