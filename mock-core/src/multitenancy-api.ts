import { atLeast } from "./cdi.ts";
import { type Endpoints, get, post, put } from "./endpoint.ts";
import { fail, type JsonObject, ok, okAtEnd, refuse } from "./http.ts";
import { boolean, type Field, object, optional, string, strings } from "./input.ts";
import { type Config, configFault } from "./options.ts";
import type { Recipe } from "./recipe.ts";
import { reservedWords } from "./router.ts";
import { handlesOf, removeSessions } from "./sessions.ts";
import {
  type App,
  configFor,
  type LoginMethod,
  newApp,
  newTenant,
  type Tenant,
} from "./state.ts";
import {
  conflictOf,
  externalId,
  findMethod,
  isSameThirdParty,
  methodOf,
  methodsOf,
} from "./users.ts";

// Apps and tenants (Multitenancy.java and webserver/api/multitenancy).

const id: Field<string> = (input, name) => {
  const given = string(input, name).trim().toLowerCase();
  if (given === "") refuse(400, `${name} should not be an empty String`);
  if (name === "tenantId" && reservedWords.includes(given))
    refuse(400, `Cannot use '${given}' as a tenantId`);
  if (given.startsWith("appid-")) refuse(400, `${name} must not start with 'appid-'`);
  if (/[^a-z0-9-]/.test(given))
    refuse(400, `${name} can only contain letters, numbers and hyphens`);
  return given;
};

const idOrPublic: Field<string> = (input, name) => optional(id)(input, name) ?? "public";

/** Login methods, or null for whatever the SDK has; with `what`, at least one. */
const factors =
  (what?: string): Field<string[] | null | undefined> =>
  (input, name) => {
    const list = input[name] === null ? null : optional(strings)(input, name);
    if (new Set(list).size < (list?.length ?? 0))
      refuse(400, `${name} input should not contain duplicate values`);
    if (list?.some((factor) => !/^[0-9A-Za-z_.-]+$/.test(factor)))
      refuse(400, `${name} should contain only 0-9,a-z,A-Z,_,.,- characters`);
    if (what && list?.length === 0)
      refuse(400, `${name} cannot be empty. Set null instead to remove all ${what}.`);
    return list;
  };

/** Refused by version 2 of the endpoints, where login methods are factors. */
const removed: Field<undefined> = (input, name) =>
  Object.hasOwn(input, name)
    ? refuse(400, `${name} is not a valid input for this API`)
    : undefined;

const enabled = (v2: boolean) => (v2 ? removed : optional(boolean));

const base = "/recipe/multitenancy";

const changes = (v2: boolean) => ({
  firstFactors: factors(v2 ? undefined : "first factors"),
  requiredSecondaryFactors: factors("required secondary factors"),
  coreConfig: optional(object),
  emailPasswordEnabled: enabled(v2),
  thirdPartyEnabled: enabled(v2),
  passwordlessEnabled: enabled(v2),
  ...(v2 && { thirdParty: removed, passwordless: removed }),
});

/** Null takes a setting out. */
function mergedConfig(app: App, tenant: Tenant, change: JsonObject) {
  const wrong = (fault: string) => refuse(400, `Invalid core config: ${fault}`);
  const { baseConfig } = app.core;
  const merged = { ...tenant.coreConfig };
  for (const [given, value] of Object.entries(change)) {
    const name = given.replace(/^access_token(?=_signing_key_update)/, "$&_dynamic");
    if (!Object.hasOwn(baseConfig, name)) wrong(`The config property ${given} does not exist.`);
    if (/^base_path$|_cdi_version$/.test(name))
      wrong(`${given} can only be set for the whole core.`);
    if (value === null) delete merged[name];
    else merged[name] = value;
  }
  const held = tenant.tenantId === "public" ? baseConfig : configFor(app);
  const fault = configFault({ ...held, ...merged } as Config);
  return fault ? wrong(fault) : merged;
}

function store(app: App, tenant: Tenant, change: { coreConfig: JsonObject | undefined }) {
  const { tenantId } = tenant;
  const { coreConfig, ...rest } = change;
  const isBase = app.appId === "public" && tenantId === "public";
  if (isBase && Object.keys({ ...coreConfig }).length) refuse(400, "Cannot modify base config");
  const given = Object.entries(rest).filter(([, value]) => value !== undefined);
  const merged = coreConfig ? mergedConfig(app, tenant, coreConfig) : tenant.coreConfig;
  app.tenants.set(tenantId, { ...tenant, ...Object.fromEntries(given), coreConfig: merged });
}

function requirePublic(tenantId: string, action: string) {
  if (tenantId !== "public") refuse(403, `Only the public tenantId is allowed to ${action}`);
}

function leave(user: LoginMethod, tenantId: string) {
  user.tenantIds = user.tenantIds.filter((each) => each !== tenantId);
}

/** TenantConfig.java toJson_v2, toJson5_0. */
function tenantJson(tenant: Tenant, cdi: string, v2: boolean) {
  const { tenantId, providers, firstFactors, requiredSecondaryFactors, coreConfig } = tenant;
  const factors = {
    ...(firstFactors && { firstFactors }),
    ...(requiredSecondaryFactors && { requiredSecondaryFactors }),
  };
  const rest = { ...factors, coreConfig, tenantId };
  if (v2) return { thirdParty: { providers }, ...rest };
  const has = (enabled: boolean, method: RegExp) =>
    enabled && (firstFactors?.some((factor) => method.test(factor)) ?? true);
  return {
    emailPassword: { enabled: has(tenant.emailPasswordEnabled, /^emailpassword$/) },
    thirdParty: { enabled: has(tenant.thirdPartyEnabled, /^thirdparty$/), providers },
    passwordless: { enabled: has(tenant.passwordlessEnabled, /^(otp|link)-(email|phone)$/) },
    ...(atLeast(cdi, "5.0") ? rest : { coreConfig, tenantId }),
  };
}

const member = {
  userId: (input: JsonObject, _: string, cdi = "") => {
    const name = atLeast(cdi, "4.0") ? "recipeUserId" : "userId";
    // The core names `userId` on every CDI version.
    return (
      string(input, name).trim() || refuse(400, "Field name 'userId' cannot be an empty String")
    );
  },
};

/** Multitenancy.java addUserIdToTenant: ends the call where another user of the tenant has the same contact. */
function refuseConflict(app: App, method: LoginMethod, tenantId: string) {
  const { email, phoneNumber, thirdParty, recipeId, primaryUserId } = method;
  const isTaken = (fits: (other: LoginMethod) => boolean) =>
    findMethod(app, tenantId, (other) => other.recipeId === recipeId && fits(other));
  if (primaryUserId !== null)
    for (const each of methodsOf(app, method.id)) {
      const { what } = conflictOf(app, each, [tenantId], primaryUserId) ?? {};
      if (what !== undefined)
        fail("ASSOCIATION_NOT_ALLOWED_ERROR", {
          reason: `Another primary user with ${what} already exists.`,
        });
    }
  if (thirdParty) {
    if (isTaken((other) => isSameThirdParty(other, thirdParty)))
      fail("THIRD_PARTY_USER_ALREADY_EXISTS_ERROR");
    return;
  }
  if (email !== undefined && isTaken((other) => other.email === email))
    fail("EMAIL_ALREADY_EXISTS_ERROR");
  if (phoneNumber !== undefined && isTaken((other) => other.phoneNumber === phoneNumber))
    fail("PHONE_NUMBER_ALREADY_EXISTS_ERROR");
}

const versioned = (v2: boolean, suffix: string): Endpoints => ({
  [`${base}/tenant${suffix}`]: {
    GET: ({ core, appId, tenantId, cdi }) => {
      const tenant = core.apps.get(appId)?.tenants.get(tenantId);
      return okAtEnd(tenantJson(tenant ?? fail("TENANT_NOT_FOUND_ERROR"), cdi, v2));
    },
    ...put("tenant", { tenantId: idOrPublic, ...changes(v2) }, (input, { app, tenantId }) => {
      const { tenantId: wanted, ...change } = input;
      if (tenantId !== "public" && tenantId !== wanted)
        refuse(403, "You must use the public or same tenant to add/update a tenant");
      const held = app.tenants.get(wanted);
      const fresh = v2 ? { ...newTenant(wanted), firstFactors: [] } : newTenant(wanted, false);
      store(app, held ?? fresh, change);
      return ok({ createdNew: !held });
    }),
  },
  [`${base}/tenant/list${suffix}`]: get("tenant", {}, (_, { app, tenantId, cdi }) => {
    requirePublic(tenantId, "list all tenants associated with this app");
    const described = [...app.tenants.values()].map((each) => tenantJson(each, cdi, v2));
    return ok({ tenants: described });
  }),
  [`${base}/app${suffix}`]: put(
    "tenant",
    { appId: idOrPublic, ...changes(v2) },
    (input, context) => {
      const { core, appId, tenantId } = context;
      const { appId: wanted, ...change } = input;
      if (tenantId !== "public" || (appId !== "public" && appId !== wanted))
        refuse(403, "You must use the public or same app to add/update an app");
      const held = core.apps.get(wanted);
      const app = held ?? newApp(core, wanted);
      store(app, app.tenants.get("public") ?? newTenant("public"), change);
      core.apps.set(wanted, app);
      return ok({ createdNew: !held });
    },
  ),
});

const endpoints: Endpoints = {
  ...versioned(false, ""),
  ...versioned(true, "/v2"),
  [`${base}/tenant/remove`]: post(
    "tenant",
    { tenantId: id },
    ({ tenantId: unwanted }, { app, tenantId }) => {
      requirePublic(tenantId, "delete a tenant");
      if (unwanted === "public")
        refuse(403, "Cannot delete public tenant, use remove app API instead");
      removeSessions(app, handlesOf(app, { tenantId: unwanted }));
      for (const user of app.users.values()) leave(user, unwanted);
      return ok({ didExist: app.tenants.delete(unwanted) });
    },
  ),
  [`${base}/tenant/user`]: post("tenant", member, ({ userId }, { app, tenantId }) => {
    const method = methodOf(app, userId) ?? fail("UNKNOWN_USER_ID_ERROR");
    const wasAlreadyAssociated = method.tenantIds.includes(tenantId);
    if (!wasAlreadyAssociated) {
      refuseConflict(app, method, tenantId);
      method.tenantIds.push(tenantId);
    }
    return ok({ wasAlreadyAssociated });
  }),
  [`${base}/tenant/user/remove`]: post("tenant", member, ({ userId }, { app, tenantId }) => {
    const method = methodOf(app, userId);
    const wasAssociated = method?.tenantIds.includes(tenantId) ?? false;
    if (method) leave(method, tenantId);
    const id = method ? externalId(app, method.id) : userId;
    removeSessions(app, handlesOf(app, { userId: id, tenantId }));
    for (const recipe of app.core.recipes) recipe.forget?.(app, id, tenantId);
    return ok({ wasAssociated });
  }),
  [`${base}/app/remove`]: post(
    "tenant",
    { appId: id },
    ({ appId: unwanted }, { core, appId, tenantId }) => {
      if (appId !== "public" || tenantId !== "public")
        refuse(403, "Only the public tenantId and public appId is allowed to delete an app");
      const other = "use remove connection uri domain API instead";
      if (unwanted === "public") refuse(403, `Cannot delete the public app, ${other}`);
      return ok({ didExist: core.apps.delete(unwanted) });
    },
  ),
};

export const multitenancy: Recipe = { endpoints };
