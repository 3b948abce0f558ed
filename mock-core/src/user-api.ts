import { atLeast } from "./cdi.ts";
import { deleteUser } from "./delete-user.ts";
import { appIn, type Context, type Endpoints, get, inputOf, post } from "./endpoint.ts";
import { json, ok, refuse } from "./http.ts";
import { boolean, type Field, flag, optional, parameter, string } from "./input.ts";
import { base64, fromBase64, utf8 } from "./jwt.ts";
import type { Recipe } from "./recipe.ts";
import type { LoginMethod } from "./state.ts";
import { userById } from "./user-by-id-api.ts";
import { email, isSameThirdParty, userJson, usersOf, wholeId, wholeUserJson } from "./users.ts";

// Look-ups and lists of users (webserver/api/core).

type Fits = (method: LoginMethod) => boolean;

function byAccountInfo(context: Context) {
  const { query } = context.call;
  const { doUnionOfAccountInfo: union, ...wanted } = inputOf(context, {
    doUnionOfAccountInfo: parameter,
    email: optional(email),
    phoneNumber: optional(string),
    thirdPartyId: optional(string),
    thirdPartyUserId: optional(string),
    webauthnCredentialId: optional(string),
  });
  if (union !== "true" && union !== "false")
    refuse(400, "'doUnionOfAccountInfo' should be either 'true' or 'false'");
  const pair = "'thirdPartyUserId' must also be provided, and vice versa";
  if (query.has("thirdPartyId") !== query.has("thirdPartyUserId"))
    refuse(400, `If 'thirdPartyId' is provided, ${pair}`);
  const { email: address, phoneNumber, thirdPartyId: id, thirdPartyUserId: userId } = wanted;
  const all: Fits[] = [];
  if (address !== undefined) all.push((method) => method.email === address);
  if (phoneNumber !== undefined) all.push((method) => method.phoneNumber === phoneNumber);
  if (id !== undefined && userId !== undefined)
    all.push((method) => isSameThirdParty(method, { id, userId }));
  if (wanted.webauthnCredentialId !== undefined) all.push(() => false);
  const { tenantId, cdi } = context;
  const app = appIn("tenant", context);
  const found = usersOf(app, tenantId).filter((methods) => {
    const own = methods.filter(({ tenantIds }) => tenantIds.includes(tenantId));
    return union === "true"
      ? all.some((fits) => own.some(fits))
      : all.length > 0 && all.every((fits) => own.some(fits));
  });
  return ok({ users: found.map((methods) => wholeUserJson(app, methods, cdi)) });
}

const recipeIds: Field<Fits> = (query, name) => {
  const given = optional(string)(query, name);
  if (given === undefined) return () => true;
  const ids = given.split(",").map((id) => id.trim().toLowerCase());
  const known = ["emailpassword", "thirdparty", "passwordless", "webauthn"];
  const unknown = ids.find((id) => !known.includes(id));
  if (unknown !== undefined) refuse(400, `Unknown recipe ID: ${unknown}`);
  return ({ recipeId }) => ids.includes(recipeId);
};

const tags: Field<string[] | undefined> = (query, name) => {
  const given = optional(string)(query, name)?.split(";");
  const all = given?.map((tag) => tag.toLowerCase().trim()).filter((tag) => tag !== "");
  return all?.length ? all : undefined;
};

const starts = (value: string | undefined, all: string[] | undefined, ...before: string[]) =>
  !all || all.some((tag) => ["", ...before].some((each) => value?.startsWith(each + tag)));

/** What the dashboard's search finds (GeneralQueries.java): a recipe without one of the tags' members has no match. */
function searched({
  email: emails,
  phone: phones,
  provider: providers,
}: Tags): Fits | undefined {
  if (!emails && !phones && !providers) return undefined;
  return ({ email: address, phoneNumber, thirdParty, recipeId }) => {
    if (recipeId !== "passwordless" && phones) return false;
    if (recipeId !== "thirdparty" && providers) return false;
    const domain = address?.slice(address.indexOf("@") + 1);
    return (
      (starts(address, emails) || starts(domain, emails)) &&
      starts(phoneNumber, phones, "+") &&
      starts(thirdParty?.id, providers)
    );
  };
}

type Tags = { [name in "email" | "phone" | "provider"]: string[] | undefined };

/** How many users a search gives at most. */
const searchLimit = 1000;

const pageSize: Field<number> = (query, name) => {
  const given = optional(string)(query, name) ?? "100";
  if (!/^[+-]?\d+$/.test(given))
    refuse(400, `Field name '${name}' must be an int in the GET request`);
  return Number(given);
};

const pageStart: Field<string> = (query, name) => {
  const start = new TextDecoder().decode(fromBase64(string(query, name)));
  return /^[^;]+;\d+$/.test(start) ? start : refuse(400, "invalid pagination token");
};

const tokenText = ([first]: LoginMethod[]) =>
  first ? `${wholeId(first)};${first.timeJoined}` : "";

const listUsers = get(
  "tenant",
  {
    timeJoinedOrder: optional(string),
    limit: pageSize,
    includeRecipeIds: recipeIds,
    paginationToken: optional(pageStart),
    email: tags,
    phone: tags,
    provider: tags,
  },
  (input, { app, tenantId, cdi }) => {
    const { timeJoinedOrder: order = "ASC", limit: asked, paginationToken: start } = input;
    const search = searched(input);
    if (order !== "ASC" && order !== "DESC")
      refuse(400, "timeJoinedOrder can be either ASC OR DESC");
    if (asked > 500 && !search) refuse(400, "max limit allowed is 500");
    if (asked < 1) refuse(400, "limit must a positive integer with min value 1");
    const limit = search ? searchLimit : asked;
    const { includeRecipeIds } = input;
    const users = usersOf(app, tenantId, search ?? includeRecipeIds);
    if (order === "DESC") users.reverse();
    const from = start && !search ? users.findIndex((user) => tokenText(user) === start) : 0;
    const page = from < 0 ? [] : users.slice(from, from + limit + 1);
    const next = page[limit];
    const described = page.slice(0, limit).map((methods) => {
      if (atLeast(cdi, "4.0")) return wholeUserJson(app, methods, cdi);
      const [first] = methods;
      return first && { recipeId: first.recipeId, user: userJson(app, first, cdi) };
    });
    const nextPaginationToken = next && !search ? base64(utf8(tokenText(next))) : undefined;
    return ok({ users: described, nextPaginationToken });
  },
);

function countUsers(context: Context) {
  const shape = { includeRecipeIds: recipeIds, includeAllTenants: flag(false) };
  const { includeRecipeIds, includeAllTenants } = inputOf(context, shape);
  const app = appIn(includeAllTenants ? "public" : "tenant", context);
  const tenantId = includeAllTenants ? undefined : context.tenantId;
  return ok({ count: usersOf(app, tenantId, includeRecipeIds).length });
}

const endpoints: Endpoints = {
  ...userById.endpoints,
  "/user/remove": post(
    "public",
    { userId: string, removeAllLinkedAccounts: optional(boolean) },
    ({ userId, removeAllLinkedAccounts = true }, { app }) => {
      // An id that is not a user's keeps its sessions and roles (AuthRecipe.java deleteUser).
      deleteUser(app, userId, removeAllLinkedAccounts);
      return ok();
    },
  ),
  "/user/search/tags": get("public", {}, () => ok({ tags: ["email", "phone", "provider"] })),
  "/users": listUsers,
  "/users/count": { GET: countUsers },
  "/users/by-accountinfo": { GET: byAccountInfo },
  "/telemetry": { GET: () => json({ exists: false }) },
};

export const users: Recipe = { endpoints };
