import type { CoreClock } from "./clock.ts";
import { type JsonObject, refuse } from "./http.ts";
import type { KeyPair } from "./key-pair.ts";
import type { Config, MockCoreOptions } from "./options.ts";

// What a mock core holds. Times in ms since the epoch.

export type SigningKey = { kid: string; createdAt: number; pair: Promise<KeyPair> };

export type KeySet = {
  dynamic: SigningKey[];
  static: SigningKey | undefined;
  /** Of the newest dynamic kid given out: no two keys share one. */
  lastNumber: number;
};

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

export type User = {
  id: string;
  email: string;
  passwordHash: string;
  timeJoined: number;
  tenantIds: string[];
};

export type OneTimeToken = {
  token: string;
  tenantId: string;
  userId: string;
  email: string;
  expiry: number;
};

export type Tenant = ReturnType<typeof newTenant>;

export const newTenant = (tenantId: string, enabled = true) => ({
  tenantId,
  firstFactors: null as string[] | null,
  requiredSecondaryFactors: null as string[] | null,
  emailPasswordEnabled: enabled,
  thirdPartyEnabled: enabled,
  passwordlessEnabled: enabled,
  coreConfig: {} as JsonObject,
});

export type Core = {
  options: MockCoreOptions;
  baseConfig: Config;
  clock: CoreClock;
  makeKey(): Promise<KeyPair>;
  apps: Map<string, App>;
};

export type App = ReturnType<typeof newApp>;

export const newApp = (core: Core, appId: string) => ({
  core,
  appId,
  tenants: new Map([["public", newTenant("public")]]),
  keys: { dynamic: [], static: undefined, lastNumber: 0 } as KeySet,
  secret: crypto.randomUUID() as string,
  sessions: new Map<string, SessionRow>(),
  users: new Map<string, User>(),
  /** "userId email" of each verified e-mail address. */
  verifiedEmails: new Set<string>(),
  verificationTokens: new Map<string, OneTimeToken>(),
  resetTokens: new Map<string, OneTimeToken>(),
  roles: new Map<string, Set<string>>(),
  /** Roles by "tenantId userId". */
  rolesOfUser: new Map<string, Set<string>>(),
});

export const has = <T extends object>(row: T, members: Partial<T>) =>
  Object.entries(members).every(([name, value]) => row[name as keyof T] === value);

/** The app of that id, which has that tenant. Throws 400 otherwise (TenantOrAppNotFoundException.java). */
export function appOf(core: Core, appId = "public", tenantId = "public") {
  const app = core.apps.get(appId);
  if (app?.tenants.has(tenantId)) return app;
  const place = `connectionURIDomain, appId and tenantId combination not found: (, ${appId}, ${tenantId})`;
  return refuse(400, `AppId or tenantId not found => Tenant with the following ${place}`);
}

export const configFor = ({ core, tenants }: App, tenantId = "public") => ({
  ...core.baseConfig,
  ...tenants.get("public")?.coreConfig,
  ...tenants.get(tenantId)?.coreConfig,
});
