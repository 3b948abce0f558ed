import { aString, listOf } from "./check.ts";
import { type Endpoints, get, post, put } from "./endpoint.ts";
import { fail, ok, refuse } from "./http.ts";
import { type Field, optional, parameter, string, strings, trimmed } from "./input.ts";
import { deleteRows, type Recipe, table } from "./recipe.ts";
import type { App } from "./state.ts";

// Roles belong to an app, their assignments to a tenant (UserRoles.java). The core does not check that a user exists.

/** Permissions by role. */
const rolesIn = table<string[]>("roles", listOf(aString));
/** Roles by "tenantId userId". */
const assignmentsIn = table<string[]>("rolesOfUsers", listOf(aString));

const without = <T>(list: readonly T[], unwanted: readonly T[]) =>
  list.filter((each) => !unwanted.includes(each));

const union = <T>(...lists: (readonly T[] | undefined)[]) => [
  ...new Set(lists.flatMap((list) => list ?? [])),
];

const keyOf = (tenantId: string, userId: string) => `${tenantId} ${userId}`;

/** Whether the user had the role. */
function assign(app: App, tenantId: string, userId: string, role: string) {
  const key = keyOf(tenantId, userId);
  const held = assignmentsIn(app).get(key) ?? [];
  assignmentsIn(app).set(key, union(held, [role]));
  return held.includes(role);
}

/** Gives a user roles, which are created where they do not exist. */
export function giveRoles(app: App, tenantId: string, userId: string, roles: string[]) {
  for (const role of roles) {
    if (!rolesIn(app).has(role)) rolesIn(app).set(role, []);
    assign(app, tenantId, userId, role);
  }
}

const permissionsOf = (app: App, role: string) =>
  rolesIn(app).get(role) ?? fail("UNKNOWN_ROLE_ERROR");

const permissions: Field<string[] | undefined> = (input, name) => {
  const all = optional(strings)(input, name)?.map((permission) => permission.trim());
  if (all?.includes("")) refuse(400, "Field name 'permissions' cannot contain an empty string");
  return all;
};

const role = trimmed(string);
const roleParameter = { role: trimmed(parameter) };

const endpoints: Endpoints = {
  "/recipe/role": put("public", { role, permissions }, (input, { app }) => {
    const held = rolesIn(app).get(input.role);
    rolesIn(app).set(input.role, union(held, input.permissions));
    return ok({ createdNewRole: !held });
  }),
  "/recipe/user/role": put("tenant", { userId: string, role }, (input, { app, tenantId }) => {
    permissionsOf(app, input.role);
    return ok({ didUserAlreadyHaveRole: assign(app, tenantId, input.userId, input.role) });
  }),
  "/recipe/user/role/remove": post(
    "tenant",
    { userId: string, role },
    (input, { app, tenantId }) => {
      permissionsOf(app, input.role);
      const key = keyOf(tenantId, input.userId);
      const held = assignmentsIn(app).get(key) ?? [];
      assignmentsIn(app).set(key, without(held, [input.role]));
      return ok({ didUserHaveRole: held.includes(input.role) });
    },
  ),
  "/recipe/user/roles": get("tenant", { userId: parameter }, ({ userId }, { app, tenantId }) =>
    ok({ roles: assignmentsIn(app).get(keyOf(tenantId, userId)) ?? [] }),
  ),
  "/recipe/role/users": get("tenant", roleParameter, (input, { app, tenantId }) => {
    permissionsOf(app, input.role);
    const start = keyOf(tenantId, "");
    const users = [...assignmentsIn(app)]
      .filter(([key, roles]) => key.startsWith(start) && roles.includes(input.role))
      .map(([key]) => key.slice(start.length));
    return ok({ users });
  }),
  "/recipe/role/permissions": get("public", roleParameter, (input, { app }) =>
    ok({ permissions: permissionsOf(app, input.role) }),
  ),
  "/recipe/role/permissions/remove": post("public", { role, permissions }, (input, { app }) => {
    const held = permissionsOf(app, input.role);
    rolesIn(app).set(input.role, without(held, input.permissions ?? held));
    return ok();
  }),
  "/recipe/permission/roles": get(
    "public",
    { permission: trimmed(parameter) },
    ({ permission }, { app }) => {
      const found = [...rolesIn(app)].filter(([, held]) => held.includes(permission));
      return ok({ roles: found.map(([name]) => name) });
    },
  ),
  "/recipe/role/remove": post("public", { role }, (input, { app }) => {
    for (const [key, held] of assignmentsIn(app))
      assignmentsIn(app).set(key, without(held, [input.role]));
    return ok({ didRoleExist: rolesIn(app).delete(input.role) });
  }),
  "/recipe/roles": get("public", {}, (_, { app }) => ok({ roles: [...rolesIn(app).keys()] })),
};

export const userRoles: Recipe = {
  endpoints,
  tables: [rolesIn, assignmentsIn] as Recipe["tables"],
  name: "UserRoles",
  holds: (app, userId) =>
    [...assignmentsIn(app)].some(
      ([key, roles]) => roles.length > 0 && key.endsWith(` ${userId}`),
    ),
  forget: (app, userId, tenantId) =>
    deleteRows(assignmentsIn(app), (_, key) =>
      tenantId === undefined ? key.endsWith(` ${userId}`) : key === keyOf(tenantId, userId),
    ),
};
