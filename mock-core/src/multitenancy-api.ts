import { atLeast } from "./cdi.ts";
import { type Endpoints, on } from "./endpoint.ts";
import { fail, type JsonObject, ok, refuse } from "./http.ts";
import { boolean, type Field, object, optional, string, strings } from "./input.ts";
import { baseSettings, type Config, configFault } from "./options.ts";
import { removeSession, removeSessionsOf } from "./sessions.ts";
import { type App, configFor, newApp, newTenant, type Tenant } from "./state.ts";
import { userByEmail, userOf } from "./users.ts";

// Apps and tenants (contract section 5.1; BaseCreateOrUpdate.java, Multitenancy.java, Utils.java).

/** Names that cannot be a tenant, because endpoints begin with them (Utils.java INVALID_WORDS_FOR_TENANTID). */
export const reservedWords = ["recipe", "config", "users", "hello"];

/** An id as it is kept. Throws 400 for one that a path could not carry. */
const id: Field<string> = (input, name) => {
  const given = string(input, name).trim().toLowerCase();
  if (given === "") refuse(400, `${name} should not be an empty String`);
  if (name === "tenantId" && reservedWords.includes(given))
    refuse(400, `Cannot use '${given}' as a tenantId`);
  if (given.startsWith("appid-")) refuse(400, `${name} must not start with 'appid-'`);
  if (!/^[a-z0-9-]+$/.test(given))
    refuse(400, `${name} can only contain letters, numbers and hyphens`);
  return given;
};

const idOrPublic: Field<string> = (input, name) => optional(id)(input, name) ?? "public";

/** Login methods, or null for whatever the SDK has. */
const factors: Field<string[] | null | undefined> = (input, name) => {
  if (input[name] === null) return null;
  const list = optional(strings)(input, name) ?? [];
  if (new Set(list).size < list.length)
    refuse(400, `${name} input should not contain duplicate values`);
  if (list.some((factor) => !/^[0-9A-Za-z_.-]+$/.test(factor)))
    refuse(400, `${name} should contain only 0-9,a-z,A-Z,_,.,- characters`);
  return Object.hasOwn(input, name) ? list : undefined;
};

/** Login methods, at least one of them; `what` they are. */
const someFactors =
  (what: string): typeof factors =>
  (input, name) => {
    const list = factors(input, name);
    if (list?.length === 0)
      refuse(400, `${name} cannot be empty. Set null instead to remove all ${what}.`);
    return list;
  };

/** A member that version 2 of the endpoints refuses. */
const gone: Field<undefined> = (input, name) =>
  Object.hasOwn(input, name)
    ? refuse(400, `${name} is not a valid input for this API`)
    : undefined;

const common = {
  requiredSecondaryFactors: someFactors("required secondary factors"),
  coreConfig: optional(object),
};

/** What a call may change in a tenant. In version 2 of the endpoints login methods are factors and nothing else. */
const changes = {
  v1: {
    ...common,
    firstFactors: someFactors("first factors"),
    emailPasswordEnabled: optional(boolean),
    thirdPartyEnabled: optional(boolean),
    passwordlessEnabled: optional(boolean),
  },
  v2: {
    ...common,
    firstFactors: factors,
    emailPasswordEnabled: gone,
    thirdPartyEnabled: gone,
    passwordlessEnabled: gone,
    thirdParty: gone,
    passwordless: gone,
  },
};

/** What a new tenant can do before it is told more: nothing. */
const fresh = {
  v1: { emailPasswordEnabled: false, thirdPartyEnabled: false, passwordlessEnabled: false },
  v2: { firstFactors: [] },
};

/** Settings merged over those held; null takes one out. Throws 400 for what the core would not run with. */
function mergedConfig(app: App, tenant: Tenant, change: JsonObject): JsonObject {
  const { baseConfig } = app.core;
  const merged: JsonObject = { ...tenant.coreConfig };
  for (const [given, value] of Object.entries(change)) {
    const name = given.replace(
      /^access_token_signing_key_update_interval$/,
      "access_token_dynamic_signing_key_update_interval",
    );
    if (!Object.hasOwn(baseConfig, name))
      refuse(400, `Invalid core config: The config property ${given} does not exist.`);
    if (baseSettings.includes(name))
      refuse(400, `Invalid core config: ${given} can only be set for the whole core.`);
    if (value === null) delete merged[name];
    else merged[name] = value;
  }
  const base = tenant.tenantId === "public" ? baseConfig : configFor(app);
  const fault = configFault({ ...base, ...merged } as Config);
  if (fault !== undefined) refuse(400, `Invalid core config: ${fault}`);
  return merged;
}

/** A tenant, which may be a new one, with a change; nothing is stored when it is refused. */
function changed(
  app: App,
  tenant: Tenant,
  change: { coreConfig: JsonObject | undefined },
): Tenant {
  const { coreConfig, ...rest } = change;
  const isBase = app.appId === "public" && tenant.tenantId === "public";
  if (isBase && Object.keys(coreConfig ?? {}).length > 0)
    refuse(400, "Cannot modify base config");
  const given = Object.entries(rest).filter(([, value]) => value !== undefined);
  return {
    ...tenant,
    ...Object.fromEntries(given),
    ...(coreConfig && { coreConfig: mergedConfig(app, tenant, coreConfig) }),
  };
}

/** A tenant as version 2 of the endpoints shows it, or as the older one does. */
function tenantJson(tenant: Tenant, cdi: string, version: "v1" | "v2"): JsonObject {
  const { tenantId, firstFactors, requiredSecondaryFactors, coreConfig } = tenant;
  const factors = {
    firstFactors: firstFactors ?? undefined,
    requiredSecondaryFactors: requiredSecondaryFactors ?? undefined,
  };
  const providers: unknown[] = [];
  if (version === "v2") return { tenantId, thirdParty: { providers }, ...factors, coreConfig };
  const has = (enabled: boolean, method: RegExp): boolean =>
    enabled && (firstFactors?.some((factor) => method.test(factor)) ?? true);
  return {
    tenantId,
    emailPassword: { enabled: has(tenant.emailPasswordEnabled, /^emailpassword$/) },
    thirdParty: { enabled: has(tenant.thirdPartyEnabled, /^thirdparty$/), providers },
    passwordless: { enabled: has(tenant.passwordlessEnabled, /^(otp|link)-(email|phone)$/) },
    ...(atLeast(cdi, "5.0") ? factors : {}),
    coreConfig,
  };
}

/** The endpoints that there are in two versions, whose paths end in `suffix`. */
const versioned = (version: "v1" | "v2", suffix: string): Endpoints => ({
  [`/recipe/multitenancy/tenant${suffix}`]: {
    GET: ({ core, appId, tenantId, cdi }) => {
      const tenant = core.apps.get(appId)?.tenants.get(tenantId);
      return ok(tenantJson(tenant ?? fail("TENANT_NOT_FOUND_ERROR"), cdi, version));
    },
    PUT: on("tenant", { tenantId: idOrPublic, ...changes[version] }, (input, context) => {
      const { tenantId, ...change } = input;
      const { app } = context;
      if (context.tenantId !== "public" && context.tenantId !== tenantId)
        refuse(403, "You must use the public or same tenant to add/update a tenant");
      const held = app.tenants.get(tenantId);
      const tenant = held ?? { ...newTenant(tenantId), ...fresh[version] };
      app.tenants.set(tenantId, changed(app, tenant, change));
      return ok({ createdNew: held === undefined });
    }),
  },
  [`/recipe/multitenancy/tenant/list${suffix}`]: {
    GET: on("tenant", {}, (_, { app, tenantId, cdi }) => {
      if (tenantId !== "public")
        refuse(
          403,
          "Only the public tenantId is allowed to list all tenants associated with this app",
        );
      const tenants = [...app.tenants.values()];
      return ok({ tenants: tenants.map((tenant) => tenantJson(tenant, cdi, version)) });
    }),
  },
  [`/recipe/multitenancy/app${suffix}`]: {
    PUT: on("tenant", { appId: idOrPublic, ...changes[version] }, (input, context) => {
      const { appId, ...change } = input;
      const { core, tenantId } = context;
      if (tenantId !== "public" || (context.appId !== "public" && context.appId !== appId))
        refuse(403, "You must use the public or same app to add/update an app");
      const held = core.apps.get(appId);
      const app = held ?? newApp(core, appId);
      const tenant = app.tenants.get("public") ?? newTenant("public");
      app.tenants.set("public", changed(app, tenant, change));
      core.apps.set(appId, app);
      return ok({ createdNew: held === undefined });
    }),
  },
});

export const multitenancyEndpoints: Endpoints = {
  ...versioned("v1", ""),
  ...versioned("v2", "/v2"),
  "/recipe/multitenancy/tenant/remove": {
    POST: on("tenant", { tenantId: id }, ({ tenantId }, { app, tenantId: own }) => {
      if (own !== "public")
        refuse(403, "Only the public tenantId is allowed to delete a tenant");
      if (tenantId === "public")
        refuse(403, "Cannot delete public tenant, use remove app API instead");
      const didExist = app.tenants.delete(tenantId);
      for (const row of app.sessions.values())
        if (row.tenantId === tenantId) removeSession(app, row.handle);
      for (const user of app.users.values())
        user.tenantIds = user.tenantIds.filter((each) => each !== tenantId);
      return ok({ didExist });
    }),
  },
  "/recipe/multitenancy/tenant/user": {
    POST: on("tenant", { recipeUserId: string }, ({ recipeUserId }, { app, tenantId }) => {
      const user = userOf(app, recipeUserId);
      const wasAlreadyAssociated = user.tenantIds.includes(tenantId);
      if (!wasAlreadyAssociated) {
        if (userByEmail(app, tenantId, user.email)) fail("EMAIL_ALREADY_EXISTS_ERROR");
        user.tenantIds.push(tenantId);
      }
      return ok({ wasAlreadyAssociated });
    }),
  },
  "/recipe/multitenancy/tenant/user/remove": {
    POST: on("tenant", { recipeUserId: string }, ({ recipeUserId }, { app, tenantId }) => {
      const user = app.users.get(recipeUserId);
      const wasAssociated = user?.tenantIds.includes(tenantId) ?? false;
      if (user) user.tenantIds = user.tenantIds.filter((each) => each !== tenantId);
      removeSessionsOf(app, recipeUserId, tenantId);
      return ok({ wasAssociated });
    }),
  },
  "/recipe/multitenancy/app/remove": {
    POST: on("tenant", { appId: id }, ({ appId }, { core, appId: own, tenantId }) => {
      if (own !== "public" || tenantId !== "public")
        refuse(403, "Only the public tenantId and public appId is allowed to delete an app");
      if (appId === "public")
        refuse(
          403,
          "Cannot delete the public app, use remove connection uri domain API instead",
        );
      return ok({ didExist: core.apps.delete(appId) });
    }),
  },
};
