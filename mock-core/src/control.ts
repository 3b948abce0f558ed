import { claimsFor, headerOf, readHeader, type TokenVersion } from "./access-token.ts";
import type { Clock } from "./clock.ts";
import { signUp } from "./email-password-api.ts";
import type { Engine } from "./engine.ts";
import type { JsonObject } from "./http.ts";
import { base64, type CryptoKey, decodePart, sha256, signJwt, utf8 } from "./jwt.ts";
import {
  generateKeyPair,
  heldKeys,
  type KeyPair,
  rotateDynamicKey,
  type SigningKey,
  signingKey,
} from "./keys.ts";
import { type Outage, outageModes } from "./outage.ts";
import type { LogEntry, RequestMatch } from "./request-log.ts";
import { createSession, removeSession, removeSessionsOf, tenantOfHandle } from "./sessions.ts";
import { restoreFrom, type Snapshot, snapshotOf } from "./snapshot.ts";
import { appOf, configFor } from "./state.ts";
import { rolesOf } from "./user-roles-api.ts";
import { setVerified } from "./users.ts";

/** What a session made by a test is like. */
export type SessionInput = {
  userId: string;
  /** Payload of the access token. Default empty. */
  payload?: JsonObject;
  /** What the core keeps beside the session. Default empty. */
  userDataInDatabase?: JsonObject;
  /** Which kind of key signs. Default true. */
  useDynamicSigningKey?: boolean;
  /** Whether the tokens carry an anti-CSRF token. Default false. */
  antiCsrf?: boolean;
  /** Default "public"; it must exist. */
  tenantId?: string;
  /** Default "public"; it must exist. */
  appId?: string;
};

/** What an access token made by a test says, and how it is signed. */
export type TokenInput = {
  /** Default: the session's user, else "user". */
  userId?: string;
  /** The session it claims to be of. Default: one that does not exist. */
  sessionHandle?: string;
  /** Custom claims. Default: the payload of the session. */
  payload?: JsonObject;
  /** Claims put over all others; `undefined` takes a claim out. */
  claims?: JsonObject;
  /** Header members put over all others; `undefined` takes one out. */
  header?: JsonObject;
  /** `iat` (ms since the epoch). Default now; an earlier one where the token has already ended. */
  issuedAt?: number;
  /** Time from now to `exp` (ms); negative: already ended. Default the configured life. */
  expiresInMs?: number;
  /** The key that signs; "foreign" is one this core does not have. Default "dynamic". */
  key?: "dynamic" | "static" | "foreign";
  /** Default: the kid of the key; for "foreign" that of the dynamic key. */
  kid?: string;
  /** "HS256" signs with the public key's PEM as the secret, "none" leaves the signature out. Default "RS256". */
  algorithm?: "RS256" | "HS256" | "none";
  /** Format of the token. Default 5. */
  version?: TokenVersion;
  /** Default "public". */
  appId?: string;
};

/** An answer given instead of the core's own. */
export type AnswerOverride = {
  /** Which request it waits for. Default the next one. */
  match?: string | RegExp;
  /** Default 200. */
  status?: number;
  /** Default: a content type that fits the body. */
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
  /** Roles given to the user; those that do not exist are created. */
  roles?: string[];
  /** Default false. */
  emailVerified?: boolean;
  /** Default "public"; it must exist. */
  tenantId?: string;
  /** Default "public"; it must exist. */
  appId?: string;
};

/** Steers a mock core from a test. */
export type Control = {
  /** Makes a session as if an SDK had. Throws when app, tenant or payload would be refused. */
  createSession(input: SessionInput): Promise<{
    handle: string;
    accessToken: string;
    refreshToken: string;
    antiCsrfToken?: string;
  }>;
  /** Signs a user up; gives the user id. Throws when the tenant has a user of that address. */
  createUser(input: UserInput): Promise<string>;
  /** Makes an access token, good or bad in a chosen way. */
  mintAccessToken(input?: TokenInput): Promise<string>;
  /** The same token, signed by the same key, over for a second: `iat` and `exp` are moved back by as much. */
  expire(accessToken: string): Promise<string>;
  /** Ends a session; false when there is none of that handle. */
  revoke(sessionHandle: string): boolean;
  /** Ends all sessions of a user in all apps and tenants; gives their handles. */
  revokeUser(userId: string): string[];
  /**
   * Makes a new dynamic key that signs from now on. The old keys stay published for two access token lives, unless
   * `forgetOld`, which drops every key, the static one too, as a core started anew on an empty database.
   */
  rotateKeys(options?: { forgetOld?: boolean; appId?: string }): void;
  /** What the core takes the time to be. An SDK has a clock of its own: `expire` is for that. */
  clock: Clock;
  /** Fails from now on as told, instead of how it failed before. Throws for an unknown mode. */
  outage(outage: Outage): Promise<void>;
  /** Ends the outage. */
  recover(): Promise<void>;
  /** Answers the next request (that matches) with this, once. Several are used in the order they were given. */
  answerNext(override: AnswerOverride): void;
  /** The requests so far, oldest first. */
  readonly requests: readonly LogEntry[];
  /** Forgets the requests so far. */
  clearRequests(): void;
  /** The oldest answered request (that matches) not taken before; waits for one up to `timeoutMs` (1000), then throws. */
  takeRequest(options?: { match?: RequestMatch; timeoutMs?: number }): Promise<LogEntry>;
  /** Back to a core just started: no sessions, users or requests, new key ids, no outage, the real time. */
  reset(): Promise<void>;
  /** Everything the core holds, its keys and clock included, as plain JSON; not the request log. */
  snapshot(): Promise<Snapshot>;
  /** Puts a snapshot in the place of everything. Throws for what is not one. */
  restore(snapshot: Snapshot): Promise<void>;
};

export function createControl(engine: Engine): Control {
  const { core, log, outages, overrides } = engine;
  let foreign: Promise<KeyPair> | undefined;

  const recover = async () => {
    outages.end();
    await engine.transport?.listen();
  };

  return {
    async createSession(input) {
      const { userId, tenantId = "public", appId, antiCsrf = false } = input;
      const { payload = {}, userDataInDatabase = {} } = structuredClone(input);
      const { tokens, content } = await createSession(appOf(core, appId, tenantId), {
        tenantId,
        userId,
        userDataInJWT: payload,
        userDataInDatabase,
        enableAntiCsrf: antiCsrf,
        useStaticKey: input.useDynamicSigningKey === false,
        version: 5,
      });
      return {
        handle: content.sessionHandle,
        accessToken: tokens.accessToken.token,
        refreshToken: tokens.refreshToken.token,
        ...(antiCsrf && { antiCsrfToken: tokens.antiCsrfToken }),
      };
    },

    async createUser(input) {
      const { tenantId = "public", roles = [], email, appId } = input;
      const app = appOf(core, appId, tenantId);
      const user = await signUp(app, tenantId, input);
      if (user === undefined) throw new Error(`a user with the address ${email} exists`);
      for (const role of roles) {
        if (!app.roles.has(role)) app.roles.set(role, new Set());
        rolesOf(app, tenantId, user.id).add(role);
      }
      if (input.emailVerified) setVerified(app, user.id, user.email, true);
      return user.id;
    },

    async mintAccessToken(input = {}) {
      const app = appOf(core, input.appId);
      const now = core.clock.now();
      const life = configFor(app).access_token_validity * 1000;
      const expiresAt = now + (input.expiresInMs ?? life);
      const { issuedAt = Math.min(now, expiresAt - life), version = 5 } = input;
      const sessionHandle = input.sessionHandle ?? crypto.randomUUID();
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
        exp: Math.floor(expiresAt / 1000),
        userData: input.payload ?? row?.userDataInJWT ?? {},
      };
      const key = signingKey(app, input.key === "static");
      const { kid = key.kid, algorithm: alg = "RS256" } = input;
      const header = { ...headerOf(kid, version), alg, ...input.header };
      const claims = { ...claimsFor(content, Math.floor(issuedAt / 1000)), ...input.claims };
      if (alg === "none") return signJwt(header, claims);
      if (alg === "HS256") return signJwt(header, claims, await secretOf(key));
      if (input.key === "foreign") foreign ??= generateKeyPair();
      const pair = await (input.key === "foreign" && foreign ? foreign : key.pair);
      return signJwt(header, claims, pair.privateKey);
    },

    async expire(accessToken) {
      const { parts, kid } = readHeader(accessToken);
      const header = decodePart(parts[0]);
      const claims = decodePart(parts[1]);
      const held = [...core.apps.values()].flatMap(heldKeys);
      const key = held.find((candidate) => candidate.kid === kid);
      if (key === undefined)
        throw new Error(`no key ${kid} here: the token is not this core's`);
      if (header === undefined || typeof claims?.exp !== "number")
        throw new Error("the token has no exp");
      const exp = Math.floor(Math.min(core.clock.now(), Date.now()) / 1000) - 1;
      const iat = typeof claims.iat === "number" ? claims.iat - (claims.exp - exp) : undefined;
      return signJwt(header, { ...claims, iat, exp }, (await key.pair).privateKey);
    },

    revoke: (handle) =>
      [...core.apps.values()].map((app) => removeSession(app, handle)).includes(true),

    revokeUser: (userId) =>
      [...core.apps.values()].flatMap((app) => removeSessionsOf(app, userId)),

    rotateKeys({ forgetOld = false, appId } = {}) {
      const app = appOf(core, appId);
      if (forgetOld) app.keys = { ...app.keys, dynamic: [], static: undefined };
      rotateDynamicKey(app);
    },

    clock: core.clock,

    async outage(outage) {
      const { mode, paths } = outage;
      if (!outageModes.includes(mode))
        throw new Error(`unknown outage mode ${mode}; use one of ${outageModes.join(", ")}`);
      await recover();
      outages.start(outage);
      if (mode === "refuse" && paths === undefined) await engine.transport?.refuse();
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

/** The secret that a verifier which takes `alg` at its word would check HS256 with: the public key's PEM. */
async function secretOf(key: SigningKey): Promise<CryptoKey> {
  const spki = await crypto.subtle.exportKey("spki", (await key.pair).publicKey);
  const lines = base64(new Uint8Array(spki)).match(/.{1,64}/g) ?? [];
  const pem = `-----BEGIN PUBLIC KEY-----\n${lines.join("\n")}\n-----END PUBLIC KEY-----\n`;
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  return crypto.subtle.importKey("raw", utf8(pem), algorithm, false, ["sign"]);
}
