import type { CoreClock } from "./clock.ts";
import type { Endpoint } from "./endpoint.ts";
import { type JsonObject, refuse } from "./http.ts";
import type { KeyPair } from "./key-pair.ts";
import type { Config, MockCoreOptions } from "./options.ts";
import type { Recipe } from "./recipe.ts";

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

/** One way of a user to sign in. The core and the SDKs call it a recipe user. */
export type LoginMethod = {
  id: string;
  recipeId: "emailpassword" | "thirdparty" | "passwordless";
  email?: string;
  passwordHash?: string;
  phoneNumber?: string;
  thirdParty?: { id: string; userId: string };
  timeJoined: number;
  tenantIds: string[];
  /** The user that it belongs to: its own id for the first of a primary user; null if nothing can be linked to it. */
  primaryUserId: string | null;
};

/** The id that an app uses in place of the core's. */
export type ExternalId = { externalUserId: string; externalUserIdInfo: string | null };

/** What an SDK would send to a user by e-mail or SMS, for tests to take. */
export type Message = {
  kind: "sign-in" | "password-reset" | "email-verification";
  /** E-mail address or phone number. */
  to: string;
  tenantId: string;
  /** The code to type in. */
  code?: string;
  /** What a link carries: the path and query of its page in the pre-built UI, after the website's base path. */
  link: string;
};

export type Tenant = ReturnType<typeof newTenant>;

export const newTenant = (tenantId: string, enabled = true) => ({
  tenantId,
  providers: [] as JsonObject[],
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
  recipes: readonly Recipe[];
  endpoints: Map<string, Endpoint>;
  send(message: Message): void;
};

export type App = ReturnType<typeof newApp>;

export const newApp = (core: Core, appId: string) => ({
  core,
  appId,
  tenants: new Map([["public", newTenant("public")]]),
  keys: { dynamic: [], static: undefined, lastNumber: 0 } as KeySet,
  secret: crypto.randomUUID() as string,
  sessions: new Map<string, SessionRow>(),
  users: new Map<string, LoginMethod>(),
  /** By the core's own id. */
  externalIds: new Map<string, ExternalId>(),
  /** "userId email" of each verified e-mail address, by the core's own id. */
  verifiedEmails: new Set<string>(),
  /** Rows of the recipes: see `table`. */
  tables: new Map<string, Map<string, unknown>>(),
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
