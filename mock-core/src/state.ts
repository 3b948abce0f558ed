import type { CoreClock } from "./clock.ts";
import { type JsonObject, refuse } from "./http.ts";
import type { CryptoKey } from "./jwt.ts";
import type { KeyPair, KeySet } from "./keys.ts";
import type { Config, MockCoreOptions } from "./options.ts";

// What a mock core holds. Times in ms since the epoch.

/** A stored session (contract section 2). */
export type SessionRow = {
  handle: string;
  tenantId: string;
  userId: string;
  /** H(H(token)) of the refresh token that is the current one. */
  refreshTokenHash2: string;
  /** The one before it and when it was replaced; null until then. */
  previousHash2: string | null;
  rotatedAt: number | null;
  userDataInDatabase: JsonObject;
  userDataInJWT: JsonObject;
  expiry: number;
  timeCreated: number;
  useStaticKey: boolean;
};

/** An email-password user. */
export type User = {
  id: string;
  email: string;
  passwordHash: string;
  timeJoined: number;
  tenantIds: string[];
};

/** A one-time token of a user, kept by the hash of its text. */
export type OneTimeToken = {
  hash: string;
  tenantId: string;
  userId: string;
  email: string;
  expiry: number;
};

/** A tenant's own settings; `firstFactors` null means whatever the SDK has. */
export type Tenant = {
  tenantId: string;
  firstFactors: string[] | null;
  requiredSecondaryFactors: string[] | null;
  emailPasswordEnabled: boolean;
  thirdPartyEnabled: boolean;
  passwordlessEnabled: boolean;
  coreConfig: JsonObject;
};

/** One mock core: its settings, clock, keys and apps. */
export type Core = {
  options: MockCoreOptions;
  baseConfig: Config;
  clock: CoreClock;
  /** Gives a key pair nobody else uses. */
  makeKey(): Promise<KeyPair>;
  apps: Map<string, App>;
};

export function newTenant(tenantId: string): Tenant {
  return {
    tenantId,
    firstFactors: null,
    requiredSecondaryFactors: null,
    emailPasswordEnabled: true,
    thirdPartyEnabled: true,
    passwordlessEnabled: true,
    coreConfig: {},
  };
}

/** Everything one app holds. */
export type App = ReturnType<typeof newApp>;

/** An app with nothing but its public tenant. */
export function newApp(core: Core, appId: string) {
  const keys: KeySet = { dynamic: [], static: undefined, lastNumber: 0 };
  return {
    core,
    appId,
    tenants: new Map([["public", newTenant("public")]]),
    keys,
    /** AES-GCM key that seals refresh tokens; made when first needed. */
    sealingKey: undefined as Promise<CryptoKey> | undefined,
    sessions: new Map<string, SessionRow>(),
    /** Handles by user id. */
    sessionsOfUser: new Map<string, Set<string>>(),
    users: new Map<string, User>(),
    /** "userId email" of verified addresses. */
    verifiedEmails: new Set<string>(),
    verificationTokens: new Map<string, OneTimeToken>(),
    resetTokens: new Map<string, OneTimeToken>(),
    /** Permissions by role. */
    roles: new Map<string, Set<string>>(),
    /** Roles by "tenantId userId". */
    rolesOfUser: new Map<string, Set<string>>(),
  };
}

/** The app of that id, which has that tenant. Throws 400 otherwise (contract section 1.6). */
export function appOf(core: Core, appId = "public", tenantId = "public"): App {
  const app = core.apps.get(appId);
  if (app?.tenants.has(tenantId)) return app;
  return refuse(
    400,
    "AppId or tenantId not found => Tenant with the following connectionURIDomain, appId and tenantId " +
      `combination not found: (, ${appId}, ${tenantId})`,
  );
}

/** The settings that hold for a tenant: its own over its app's over the core's. */
export function configFor({ core, tenants }: App, tenantId = "public"): Config {
  return {
    ...core.baseConfig,
    ...tenants.get("public")?.coreConfig,
    ...tenants.get(tenantId)?.coreConfig,
  };
}
