import { atLeast } from "./cdi.ts";
import { appIn, type Context, type Endpoints, inputOf, on } from "./endpoint.ts";
import { type Answer, type JsonObject, json, ok, refuse } from "./http.ts";
import { boolean, type Field, flag, optional, parameter, string } from "./input.ts";
import { base64, fromBase64, utf8 } from "./jwt.ts";
import type { App, User } from "./state.ts";
import { normalisedEmail, removeUser, userJson, userOf, usersOf } from "./users.ts";

// Users, whatever they sign in with (contract section 5.3); all of them sign in with a password here.

/** The users of a tenant, oldest first; of those who joined in the same millisecond the smaller id first. */
const byAge = (app: App, tenantId: string): User[] =>
  usersOf(app, tenantId).sort((a, b) => a.timeJoined - b.timeJoined || (a.id < b.id ? -1 : 1));

function byAccountInfo(context: Context): Answer {
  const { query } = context.call;
  const { doUnionOfAccountInfo: union } = inputOf(context, { doUnionOfAccountInfo: parameter });
  if (union !== "true" && union !== "false")
    refuse(400, "'doUnionOfAccountInfo' should be either 'true' or 'false'");
  if (query.has("thirdPartyId") !== query.has("thirdPartyUserId"))
    refuse(
      400,
      "If 'thirdPartyId' is provided, 'thirdPartyUserId' must also be provided, and vice versa",
    );
  // Nobody has anything else than an address.
  const others = ["phoneNumber", "thirdPartyId", "webauthnCredentialId"];
  const asksForMore = others.some((name) => query.has(name));
  const email = query.get("email");
  const app = appIn("tenant", context);
  const found =
    email === null || (asksForMore && union === "false")
      ? []
      : byAge(app, context.tenantId).filter((user) => user.email === normalisedEmail(email));
  return ok({ users: found.map((user) => userJson(app, user, context.cdi)) });
}

const recipeIds = ["emailpassword", "thirdparty", "passwordless", "webauthn"];

/** Whether the list of recipes asked for has the one there is. Throws 400 for a recipe nobody has. */
const wantsEmailPassword: Field<boolean> = (query, name) => {
  const asked = optional(string)(query, name) ?? "emailpassword";
  const ids = asked.split(",").map((id) => id.trim().toLowerCase());
  const unknown = ids.find((id) => !recipeIds.includes(id));
  if (unknown !== undefined) refuse(400, `Unknown recipe ID: ${unknown}`);
  return ids.includes("emailpassword");
};

const order: Field<string> = (query, name) => {
  const asked = optional(string)(query, name) ?? "ASC";
  if (asked !== "ASC" && asked !== "DESC")
    refuse(400, "timeJoinedOrder can be either ASC OR DESC");
  return asked;
};

const pageSize: Field<number> = (query, name) => {
  const asked = optional(string)(query, name) ?? "100";
  const limit = Number(asked);
  if (!/^[+-]?\d+$/.test(asked))
    refuse(400, `Field name '${name}' must be an int in the GET request`);
  if (limit > 500) refuse(400, "max limit allowed is 500");
  if (limit < 1) refuse(400, "limit must a positive integer with min value 1");
  return limit;
};

/** The text in a pagination token: the first user of the page. Throws 400 for another text. */
const startOfPage: Field<string | undefined> = (query, name) => {
  const token = optional(string)(query, name);
  if (token === undefined) return undefined;
  const start = new TextDecoder().decode(fromBase64(token));
  return /^[^;]+;\d+$/.test(start) ? start : refuse(400, "invalid pagination token");
};

const tokenText = (user: User): string => `${user.id};${user.timeJoined}`;

const listUsers = on(
  "tenant",
  {
    timeJoinedOrder: order,
    limit: pageSize,
    includeRecipeIds: wantsEmailPassword,
    paginationToken: startOfPage,
  },
  ({ timeJoinedOrder, limit, includeRecipeIds, paginationToken }, { app, tenantId, cdi }) => {
    const users = includeRecipeIds ? byAge(app, tenantId) : [];
    if (timeJoinedOrder === "DESC") users.reverse();
    const isStart = (user: User) =>
      paginationToken === undefined || tokenText(user) === paginationToken;
    const from = users.findIndex(isStart);
    const rest = from < 0 ? [] : users.slice(from);
    const next = rest[limit];
    const described = rest.slice(0, limit).map((user) => userJson(app, user, cdi));
    const named = (user: JsonObject) => ({ recipeId: "emailpassword", user });
    return ok({
      users: atLeast(cdi, "4.0") ? described : described.map(named),
      nextPaginationToken: next && base64(utf8(tokenText(next))),
    });
  },
);

function countUsers(context: Context): Answer {
  const { includeRecipeIds, includeAllTenants } = inputOf(context, {
    includeRecipeIds: wantsEmailPassword,
    includeAllTenants: flag(false),
  });
  const app = appIn(includeAllTenants ? "public tenant" : "tenant", context);
  const count = includeAllTenants ? app.users.size : usersOf(app, context.tenantId).length;
  return ok({ count: includeRecipeIds ? count : 0 });
}

export const userEndpoints: Endpoints = {
  "/user/id": {
    GET: on("public tenant", { userId: parameter }, ({ userId }, { app, cdi }) =>
      ok({ user: userJson(app, userOf(app, userId), cdi) }),
    ),
  },
  "/user/remove": {
    POST: on(
      "public tenant",
      { userId: string, removeAllLinkedAccounts: optional(boolean) },
      ({ userId }, { app }) => {
        removeUser(app, userId);
        return ok();
      },
    ),
  },
  "/users": { GET: listUsers },
  "/users/count": { GET: countUsers },
  "/users/by-accountinfo": { GET: byAccountInfo },
  "/telemetry": { GET: () => json({ exists: false }) },
};
