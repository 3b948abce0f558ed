import type { TokenVersion } from "./access-token.ts";
import type { Clock } from "./clock.ts";
import type { JsonObject } from "./http.ts";
import type { Outage } from "./outage.ts";
import type { LogEntry, RequestMatch } from "./request-log.ts";
import type { ResponseOverride } from "./response-override.ts";
import type { Snapshot } from "./snapshot.ts";

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
  answerNext(override: ResponseOverride): void;
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
