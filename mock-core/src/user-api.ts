import { atLeast } from "./cdi.ts";
import { appIn, type Context, type Endpoints, get, inputOf, post } from "./endpoint.ts";
import { fail, json, ok, refuse } from "./http.ts";
import { boolean, type Field, flag, optional, parameter, string } from "./input.ts";
import { base64, fromBase64, utf8 } from "./jwt.ts";
import { removeTokens } from "./one-time-token.ts";
import { handlesOf, removeSessions } from "./sessions.ts";
import type { App, User } from "./state.ts";

// Users (webserver/api/core); every user of the mock core signs in with a password.

/** An e-mail address in the form in which the core stores it; the SDK checks its syntax. */
export const email: Field<string> = (input, name) => string(input, name).trim().toLowerCase();

type UserEmail = { userId: string; email: string };

export const isVerified = (app: App, { userId, email }: UserEmail) =>
  app.verifiedEmails.has(`${userId} ${email}`);

export function setVerified(app: App, { userId, email }: UserEmail, verified: boolean) {
  if (verified) app.verifiedEmails.add(`${userId} ${email}`);
  else app.verifiedEmails.delete(`${userId} ${email}`);
}

export const userOf = (app: App, userId: string) =>
  app.users.get(userId) ?? fail("UNKNOWN_USER_ID_ERROR");

export const userByEmail = (app: App, tenantId: string, email: string) =>
  usersOf(app, tenantId).find((user) => user.email === email);

const usersOf = (app: App, tenantId: string) =>
  [...app.users.values()]
    .filter((user) => user.tenantIds.includes(tenantId))
    .sort((a, b) => a.timeJoined - b.timeJoined || (a.id < b.id ? -1 : 1));

export function userJson(app: App, user: User, cdi: string) {
  const { id, timeJoined, tenantIds, email } = user;
  return atLeast(cdi, "4.0")
    ? primaryUserJson(app, user, cdi)
    : { id, timeJoined, tenantIds: atLeast(cdi, "3.0") ? tenantIds : undefined, email };
}

/** The form of CDI 4.0, which `/user/id` and `/users/by-accountinfo` have on every CDI version. */
function primaryUserJson(app: App, user: User, cdi: string) {
  const { id, timeJoined, tenantIds, email } = user;
  const verified = isVerified(app, { userId: id, email });
  return {
    id,
    isPrimaryUser: false,
    tenantIds,
    timeJoined,
    emails: [email],
    phoneNumbers: [],
    thirdParty: [],
    webauthn: atLeast(cdi, "5.3") ? { credentialIds: [] } : undefined,
    loginMethods: [
      { tenantIds, recipeUserId: id, verified, timeJoined, email, recipeId: "emailpassword" },
    ],
  };
}

export const userResponse = (app: App, user: User, cdi: string) =>
  ok({
    user: userJson(app, user, cdi),
    recipeUserId: atLeast(cdi, "4.0") ? user.id : undefined,
  });

function byAccountInfo(context: Context) {
  const { query } = context.call;
  const shape = { doUnionOfAccountInfo: parameter, email: optional(email) };
  const { doUnionOfAccountInfo: union, email: wanted } = inputOf(context, shape);
  if (union !== "true" && union !== "false")
    refuse(400, "'doUnionOfAccountInfo' should be either 'true' or 'false'");
  const pair = "'thirdPartyUserId' must also be provided, and vice versa";
  if (query.has("thirdPartyId") !== query.has("thirdPartyUserId"))
    refuse(400, `If 'thirdPartyId' is provided, ${pair}`);
  const others = ["phoneNumber", "thirdPartyId", "webauthnCredentialId"];
  const matchesNoUser = union === "false" && others.some((name) => query.has(name));
  const app = appIn("tenant", context);
  const found = matchesNoUser ? [] : usersOf(app, context.tenantId);
  const users = found.filter((user) => user.email === wanted);
  return ok({ users: users.map((user) => primaryUserJson(app, user, context.cdi)) });
}

const hasEmailPassword: Field<boolean> = (query, name) => {
  const given = optional(string)(query, name) ?? "emailpassword";
  const ids = given.split(",").map((id) => id.trim().toLowerCase());
  const known = ["emailpassword", "thirdparty", "passwordless", "webauthn"];
  const unknown = ids.find((id) => !known.includes(id));
  if (unknown !== undefined) refuse(400, `Unknown recipe ID: ${unknown}`);
  return ids.includes("emailpassword");
};

const pageSize: Field<number> = (query, name) => {
  const given = optional(string)(query, name) ?? "100";
  const limit = Number(given);
  if (!/^[+-]?\d+$/.test(given))
    refuse(400, `Field name '${name}' must be an int in the GET request`);
  if (limit > 500) refuse(400, "max limit allowed is 500");
  if (limit < 1) refuse(400, "limit must a positive integer with min value 1");
  return limit;
};

const pageStart: Field<string> = (query, name) => {
  const start = new TextDecoder().decode(fromBase64(string(query, name)));
  return /^[^;]+;\d+$/.test(start) ? start : refuse(400, "invalid pagination token");
};

const tokenText = (user: User) => `${user.id};${user.timeJoined}`;

const listUsers = get(
  "tenant",
  {
    timeJoinedOrder: optional(string),
    limit: pageSize,
    includeRecipeIds: hasEmailPassword,
    paginationToken: optional(pageStart),
  },
  (input, { app, tenantId, cdi }) => {
    const { timeJoinedOrder: order = "ASC", limit, paginationToken: start } = input;
    if (order !== "ASC" && order !== "DESC")
      refuse(400, "timeJoinedOrder can be either ASC OR DESC");
    const users = input.includeRecipeIds ? usersOf(app, tenantId) : [];
    if (order === "DESC") users.reverse();
    const from = start ? users.findIndex((user) => tokenText(user) === start) : 0;
    const page = from < 0 ? [] : users.slice(from, from + limit + 1);
    const next = page[limit];
    const named = (user: User) => {
      const described = userJson(app, user, cdi);
      return atLeast(cdi, "4.0") ? described : { recipeId: "emailpassword", user: described };
    };
    const nextPaginationToken = next && base64(utf8(tokenText(next)));
    return ok({ users: page.slice(0, limit).map(named), nextPaginationToken });
  },
);

function countUsers(context: Context) {
  const shape = { includeRecipeIds: hasEmailPassword, includeAllTenants: flag(false) };
  const { includeRecipeIds, includeAllTenants } = inputOf(context, shape);
  const app = appIn(includeAllTenants ? "public" : "tenant", context);
  const count = includeAllTenants ? app.users.size : usersOf(app, context.tenantId).length;
  return ok({ count: includeRecipeIds ? count : 0 });
}

export const userEndpoints: Endpoints = {
  "/user/id": get("public", { userId: parameter }, ({ userId }, { app, cdi }) =>
    ok({ user: primaryUserJson(app, userOf(app, userId), cdi) }),
  ),
  "/user/remove": post(
    "public",
    { userId: string, removeAllLinkedAccounts: optional(boolean) },
    ({ userId }, { app }) => {
      // An id that is not a user's keeps its sessions and roles (AuthRecipe.java deleteUser).
      if (!app.users.delete(userId)) return ok();
      removeSessions(app, handlesOf(app, { userId }));
      removeTokens(app, "verificationTokens", { userId });
      removeTokens(app, "resetTokens", { userId });
      for (const tenantId of app.tenants.keys())
        app.rolesOfUser.delete(`${tenantId} ${userId}`);
      for (const key of app.verifiedEmails)
        if (key.startsWith(`${userId} `)) app.verifiedEmails.delete(key);
      return ok();
    },
  ),
  "/users": listUsers,
  "/users/count": { GET: countUsers },
  "/users/by-accountinfo": { GET: byAccountInfo },
  "/telemetry": { GET: () => json({ exists: false }) },
};
