import { atLeast } from "./cdi.ts";
import { appIn, type Context, type Endpoints, get, inputOf, post, put } from "./endpoint.ts";
import { fail, isObject, type JsonObject, ok, refuse } from "./http.ts";
import { boolean, object, optional, string } from "./input.ts";
import type { Recipe } from "./recipe.ts";
import { type App, appOf } from "./state.ts";
import {
  addMethod,
  conflictOf,
  email,
  findMethod,
  isSameThirdParty,
  methodOf,
  methodsOf,
  setVerified,
  tenantsOf,
  userJson,
  userMembers,
  usersOf,
  wholeId,
} from "./users.ts";

// Sign-in by another provider, and the providers of a tenant (ThirdParty.java, webserver/api/thirdparty and
// webserver/api/multitenancy/thirdparty).

type Login = { thirdPartyId: string; thirdPartyUserId: string; email: string };

/** From CDI 5.1 on the SDK refuses a login method that a tenant does not have. */
function refuseDisabled({ app, tenantId, cdi }: Context & { app: App }) {
  const { thirdPartyEnabled, firstFactors } = app.tenants.get(tenantId) ?? {};
  const enabled = thirdPartyEnabled && (firstFactors?.includes("thirdparty") ?? true);
  if (!enabled && !atLeast(cdi, "5.1")) refuse(403, "Third Party login not enabled for tenant");
}

const byThirdParty = (app: App, tenantId: string, id: string, userId: string) =>
  findMethod(app, tenantId, (method) => isSameThirdParty(method, { id, userId }));

/** Signs a user up, or in: then the e-mail address becomes what the provider says now. */
export function signInUp(app: App, tenantId: string, login: Login, id?: string) {
  const { thirdPartyId, thirdPartyUserId, email } = login;
  const held = byThirdParty(app, tenantId, thirdPartyId, thirdPartyUserId);
  if (!held) {
    const thirdParty = { id: thirdPartyId, userId: thirdPartyUserId };
    const added = addMethod(app, tenantId, { recipeId: "thirdparty", email, thirdParty }, id);
    return { createdNewUser: true, method: added };
  }
  if (held.email !== email && held.primaryUserId !== null) {
    const tenantIds = tenantsOf(methodsOf(app, held.id));
    if (conflictOf(app, { email }, tenantIds, wholeId(held)))
      fail("EMAIL_CHANGE_NOT_ALLOWED_ERROR", {
        reason: "Email already associated with another primary user.",
      });
  }
  held.email = email;
  return { createdNewUser: false, method: held };
}

function getUser(context: Context) {
  const { userId, thirdPartyId, thirdPartyUserId } = inputOf(context, {
    userId: optional(string),
    thirdPartyId: optional(string),
    thirdPartyUserId: optional(string),
  });
  const alternatives = "of userId or (thirdPartyId & thirdPartyUserId)";
  const isPart = thirdPartyId !== undefined || thirdPartyUserId !== undefined;
  if (userId !== undefined && isPart) refuse(400, `Please provide only one ${alternatives}`);
  if (userId !== undefined) {
    const app = appIn("app", context);
    const method = methodOf(app, userId);
    if (method?.recipeId !== "thirdparty") return fail("UNKNOWN_USER_ID_ERROR");
    return ok({ user: userJson(app, method, context.cdi) });
  }
  if (thirdPartyId === undefined || thirdPartyUserId === undefined)
    return refuse(400, `Please provide one ${alternatives}`);
  const app = appIn("tenant", context);
  const method = byThirdParty(app, context.tenantId, thirdPartyId, thirdPartyUserId);
  if (!method) return fail("UNKNOWN_THIRD_PARTY_USER_ERROR");
  return ok({ user: userJson(app, method, context.cdi) });
}

/** Members of a provider and of its clients, in the core's order (ThirdPartyConfig.java), with their types. */
const providerMembers = {
  thirdPartyId: "string",
  name: "string",
  clients: "list",
  authorizationEndpoint: "string",
  authorizationEndpointQueryParams: "object",
  tokenEndpoint: "string",
  tokenEndpointBodyParams: "object",
  userInfoEndpoint: "string",
  userInfoEndpointQueryParams: "object",
  userInfoEndpointHeaders: "object",
  jwksURI: "string",
  oidcDiscoveryEndpoint: "string",
  requireEmail: "boolean",
  userInfoMap: "object",
};
const clientMembers = {
  clientType: "string",
  clientId: "string",
  clientSecret: "string",
  scope: "list",
  forcePKCE: "boolean",
  additionalConfig: "object",
};
const userInfoMembers = { userId: "string", email: "string", emailVerified: "string" };

/** The known members of an object, as gson reads it into a class: others and nulls are left out. */
function pick(value: unknown, members: Record<string, string>): JsonObject {
  if (!isObject(value)) return wrongType(value);
  const picked: JsonObject = {};
  for (const [name, type] of Object.entries(members)) {
    const member = value[name];
    if (member === undefined || member === null) continue;
    const its = Array.isArray(member) ? "list" : typeof member;
    if (its !== type) wrongType(member);
    picked[name] = member;
  }
  return picked;
}

const wrongType = (value: unknown): never =>
  refuse(
    500,
    `com.google.gson.JsonSyntaxException: ${JSON.stringify(value)} has the wrong type`,
  );

function providerOf(config: JsonObject, thirdPartyId: string) {
  const provider = pick(config, providerMembers);
  const { clients, userInfoMap } = provider;
  const { fromIdTokenPayload = {}, fromUserInfoAPI = {} } = (userInfoMap ?? {}) as JsonObject;
  if (Array.isArray(clients))
    provider.clients = clients.map((client) => pick(client, clientMembers));
  return {
    ...provider,
    thirdPartyId,
    userInfoMap: {
      fromIdTokenPayload: pick(fromIdTokenPayload ?? {}, userInfoMembers),
      fromUserInfoAPI: pick(fromUserInfoAPI ?? {}, userInfoMembers),
    },
  };
}

/** What some providers need (ThirdParty.java verifyThirdPartyProviderClient). */
function checkProvider({ thirdPartyId, clients = [] }: JsonObject) {
  const wrong = (what: string) => refuse(400, `Invalid third party config: ${what}`);
  const id = String(thirdPartyId);
  if (id === "") wrong("thirdPartyId cannot be null or empty");
  const types = new Set<unknown>();
  for (const { clientType, clientId, scope, additionalConfig } of clients as JsonObject[]) {
    if (types.has(clientType)) wrong("Duplicate clientType was specified in the clients list.");
    types.add(clientType);
    if (clientId === undefined) wrong("clientId cannot be null");
    if (Array.isArray(scope) && scope.includes(null))
      wrong("scope array cannot contain a null");
    const more = (additionalConfig ?? {}) as JsonObject;
    const isText = (name: string) => typeof more[name] === "string" && more[name] !== "";
    if (id.startsWith("apple") && !["keyId", "teamId", "privateKey"].every(isText))
      wrong(
        "a non empty string value must be specified for keyId, teamId and privateKey in the additionalConfig for Apple provider",
      );
    if (id.startsWith("google-workspaces") && Object.hasOwn(more, "hd") && !isText("hd"))
      wrong("hd in additionalConfig must be a non empty string value");
    if (id.startsWith("boxy-saml") && !isText("boxyURL"))
      wrong(
        "a non empty string value must be specified for boxyURL in the additionalConfig for Boxy SAML provider",
      );
  }
}

const tenantIn = (app: App, tenantId: string) => {
  const { tenants } = appOf(app.core, app.appId, tenantId);
  return tenants.get(tenantId) ?? fail("TENANT_NOT_FOUND_ERROR");
};

const config = "/recipe/multitenancy/config/thirdparty";

const endpoints: Endpoints = {
  "/recipe/signinup": post(
    "tenant",
    {
      thirdPartyId: string,
      thirdPartyUserId: string,
      email: (input, name, cdi = "") => {
        const given = object(input, name);
        // Before CDI 4.0, except in 2.7, the SDKs verify an e-mail address with separate calls.
        const says = atLeast(cdi, "4.0") || cdi === "2.7";
        return { id: email(given, "id"), isVerified: says && boolean(given, "isVerified") };
      },
    },
    (input, context) => {
      refuseDisabled(context);
      const { app, tenantId, cdi } = context;
      const login = { ...input, email: input.email.id };
      const { createdNewUser, method } = signInUp(app, tenantId, login);
      const address = { userId: method.id, email: input.email.id };
      if (input.email.isVerified) setVerified(app, address, true);
      return ok({ createdNewUser, ...userMembers(app, method, cdi) });
    },
  ),
  "thirdparty /recipe/user": { GET: getUser },
  "/recipe/users/by-email": get("tenant", { email }, (input, { app, tenantId, cdi }) => {
    const users = usersOf(
      app,
      tenantId,
      (method) => method.recipeId === "thirdparty" && method.email === input.email,
    );
    const described = users
      .flat()
      .filter(({ recipeId, email }) => recipeId === "thirdparty" && email === input.email)
      .map((method) => userJson(app, method, cdi));
    return ok({ users: described });
  }),
  [config]: put(
    "tenant",
    {
      config: (input, name) => {
        const given = object(input, name);
        return { given, id: string(given, "thirdPartyId").trim() };
      },
      skipValidation: optional(boolean),
    },
    ({ config: { given, id }, skipValidation }, { app, tenantId }) => {
      const tenant = tenantIn(app, tenantId);
      const provider = providerOf(given, id);
      if (!skipValidation) checkProvider(provider);
      const at = tenant.providers.findIndex(({ thirdPartyId }) => thirdPartyId === id);
      tenant.providers =
        at < 0 ? [...tenant.providers, provider] : tenant.providers.with(at, provider);
      return ok({ createdNew: at < 0 });
    },
  ),
  [`${config}/remove`]: post("tenant", { thirdPartyId: string }, (input, { app, tenantId }) => {
    const tenant = tenantIn(app, tenantId);
    const id = input.thirdPartyId.trim();
    const kept = tenant.providers.filter(({ thirdPartyId }) => thirdPartyId !== id);
    const didConfigExist = kept.length < tenant.providers.length;
    tenant.providers = kept;
    return ok({ didConfigExist });
  }),
};

export const thirdParty: Recipe = { endpoints };
