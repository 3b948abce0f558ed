import type { Clock } from "./clock.ts";
import type { JsonObject } from "./http.ts";
import type { Outage } from "./outage.ts";
import type { LogEntry, RequestMatch } from "./request-log.ts";
import type { ResponseOverride } from "./response-override.ts";
import type { Snapshot } from "./snapshot.ts";

/** The content of a session made by a test. */
export type SessionInput = {
  userId: string;
  /** Payload of the access token. Default empty. */
  payload?: JsonObject;
  /** The data that stays in the core. Default empty. */
  userDataInDatabase?: JsonObject;
  /** Default true. */
  useDynamicSigningKey?: boolean;
  /** Whether the session has an anti-CSRF token. Default false. */
  antiCsrf?: boolean;
  /** Default "public". */
  tenantId?: string;
  /** Default "public". */
  appId?: string;
};

/** The content of an access token made by a test, and how it is signed. */
export type TokenInput = {
  /** Default: the session's user, or "user" without a session. */
  userId?: string;
  /** Default: a session that does not exist. */
  sessionHandle?: string;
  /** Custom claims. Default: the payload of the session. */
  payload?: JsonObject;
  /** Replace all other claims of the same name; `undefined` removes a claim. */
  claims?: JsonObject;
  /** The same for members of the header. */
  header?: JsonObject;
  /** `iat` (ms since the epoch). Default now, or earlier for a token that has expired. */
  issuedAt?: number;
  /** Time from now to `exp` (ms); negative for a token that has expired. Default: the configured lifetime. */
  expiresInMs?: number;
  /** "foreign" is a key that this core has not published. Default "dynamic". */
  key?: "dynamic" | "static" | "foreign";
  /** Default: the kid of the key; for "foreign" that of the dynamic key. */
  kid?: string;
  /** The secret of "HS256" is the public key's PEM. Default "RS256". */
  algorithm?: "RS256" | "HS256" | "none";
  /** Format of the token. Default 5. */
  version?: 3 | 4 | 5;
  /** Default "public". */
  appId?: string;
};

/** A user: who signs in with a password, with another provider's account, or by a code. */
export type UserInput = {
  /** Needed but for a user who signs in by a code to a phone number. */
  email?: string;
  /** Makes a user of EmailPassword. */
  password?: string;
  /** Makes a user of ThirdParty; its id is that of the provider ("google"). */
  thirdParty?: { id: string; userId: string };
  /** Makes a user of Passwordless, as an email without a password does. */
  phoneNumber?: string;
  /** Default a new UUID. */
  id?: string;
  /** Roles that do not exist are created. */
  roles?: string[];
  /** Default: true only for a user who signs in with a code, which proves that the e-mail address is theirs. */
  emailVerified?: boolean;
  /** The user metadata. */
  metadata?: JsonObject;
  /** Default "public". */
  tenantId?: string;
  /** Default "public". */
  appId?: string;
};

/** A user with a session. */
export type SignedInUserInput = UserInput & {
  /** Payload of the access token, after the claims for the roles and for the verified e-mail address. */
  payload?: JsonObject;
  /** The data of the session that stays in the core. */
  userDataInDatabase?: JsonObject;
};

/** The tokens of a session. */
export type SessionTokens = {
  handle: string;
  accessToken: string;
  refreshToken: string;
  antiCsrfToken?: string;
};

/** Picks a message of the outbox. */
export type MessageInput = {
  /** E-mail address or phone number. Default: anybody. */
  to?: string;
  /** How long to wait for it (ms). Default 1000. */
  timeoutMs?: number;
};

/** Picks a link of the outbox, and says where the website is. */
export type LinkInput = MessageInput & {
  /** Default: any. */
  kind?: "sign-in" | "password-reset" | "email-verification";
  /** Origin and base path of the pre-built UI. Default "http://localhost:3000/auth". */
  website?: string;
};

/** Controls a mock core from a test. */
export type Control = {
  /** Makes a session as if an SDK had. Throws what the core would refuse. */
  createSession(input: SessionInput): Promise<SessionTokens>;
  /** Signs a user up; gives the user id. Throws for a sign-in or an id that a user has. */
  createUser(input: UserInput): Promise<string>;
  /** The same with a session, whose payload has the claims for the roles and for the verified e-mail address, as the Node SDK adds them. */
  createSignedInUser(input: SignedInUserInput): Promise<SessionTokens & { userId: string }>;
  /** Takes the newest code that an SDK would send; waits for it, then throws. */
  takeCode(options?: MessageInput): Promise<string>;
  /** Takes the newest link that an SDK would send: to sign in, to reset a password, to verify an e-mail address; waits, then throws. */
  takeLink(options?: LinkInput): Promise<string>;
  /** Makes an access token, valid or wrong in a chosen way. */
  mintAccessToken(input?: TokenInput): Promise<string>;
  /** The same token, signed by the same key, expired a second ago; `iat` moves back as far as `exp`. */
  expire(accessToken: string): Promise<string>;
  /** Revokes a session; false when there is none. */
  revoke(sessionHandle: string): boolean;
  /** Revokes all sessions of a user in all apps and tenants; gives their handles. */
  revokeUser(userId: string): string[];
  /**
   * Makes a new dynamic key that signs from now on. The old keys stay published for two access token lifetimes;
   * `forgetOld` drops every key, the static one too, like a core with a new database.
   */
  rotateKeys(options?: { forgetOld?: boolean; appId?: string }): void;
  /** The time of the core. An SDK has a clock of its own: use `expire` for what it decides. */
  clock: Clock;
  /** Starts an outage, in place of the current one. Throws for an unknown mode. */
  outage(outage: Outage): Promise<void>;
  /** Ends the outage. */
  recover(): Promise<void>;
  /** Sends this in response to the next request (that matches), once. Several overrides apply in order. */
  answerNext(override: ResponseOverride): void;
  /** The requests so far, oldest first. */
  readonly requests: readonly LogEntry[];
  /** Forgets the requests so far. */
  clearRequests(): void;
  /** Takes the oldest completed request (that matches) out of those not taken yet; waits `timeoutMs` (1000), then throws. */
  takeRequest(options?: { match?: RequestMatch; timeoutMs?: number }): Promise<LogEntry>;
  /** Returns to the state after the start: nothing stored, new key ids, no outage, the real time. */
  reset(): Promise<void>;
  /** The whole state as plain JSON, including keys and clock, without the request log. */
  snapshot(): Promise<Snapshot>;
  /** Replaces the whole state with a snapshot. Throws for a value that is not one, and changes nothing then. */
  restore(snapshot: Snapshot): Promise<void>;
};
