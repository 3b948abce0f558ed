import { type Endpoints, get, post, put } from "./endpoint.ts";
import { fail, ok, refuse } from "./http.ts";
import { type Field, optional, parameter, string, strings, trimmed } from "./input.ts";
import type { App } from "./state.ts";

// Roles belong to an app, their assignments to a tenant (UserRoles.java). The core does not check that a user exists.

export function rolesOf(app: App, tenantId: string, userId: string) {
  const key = `${tenantId} ${userId}`;
  const roles = app.rolesOfUser.get(key) ?? new Set();
  app.rolesOfUser.set(key, roles);
  return roles;
}

const permissionsOf = (app: App, role: string) =>
  app.roles.get(role) ?? fail("UNKNOWN_ROLE_ERROR");

const permissions: Field<string[] | undefined> = (input, name) => {
  const all = optional(strings)(input, name)?.map((permission) => permission.trim());
  if (all?.includes("")) refuse(400, "Field name 'permissions' cannot contain an empty string");
  return all;
};

const role = trimmed(string);
const roleParameter = { role: trimmed(parameter) };

export const userRolesEndpoints: Endpoints = {
  "/recipe/role": put("public", { role, permissions }, (input, { app }) => {
    const held = app.roles.get(input.role);
    app.roles.set(input.role, new Set([...(held ?? []), ...(input.permissions ?? [])]));
    return ok({ createdNewRole: !held });
  }),
  "/recipe/user/role": put("tenant", { userId: string, role }, (input, { app, tenantId }) => {
    permissionsOf(app, input.role);
    const held = rolesOf(app, tenantId, input.userId);
    const before = held.size;
    return ok({ didUserAlreadyHaveRole: held.add(input.role).size === before });
  }),
  "/recipe/user/role/remove": post(
    "tenant",
    { userId: string, role },
    (input, { app, tenantId }) => {
      permissionsOf(app, input.role);
      const held = rolesOf(app, tenantId, input.userId);
      return ok({ didUserHaveRole: held.delete(input.role) });
    },
  ),
  "/recipe/user/roles": get("tenant", { userId: parameter }, ({ userId }, { app, tenantId }) =>
    ok({ roles: [...(app.rolesOfUser.get(`${tenantId} ${userId}`) ?? [])] }),
  ),
  "/recipe/role/users": get("tenant", roleParameter, (input, { app, tenantId }) => {
    permissionsOf(app, input.role);
    const start = `${tenantId} `;
    const users = [...app.rolesOfUser]
      .filter(([key, roles]) => key.startsWith(start) && roles.has(input.role))
      .map(([key]) => key.slice(start.length));
    return ok({ users });
  }),
  "/recipe/role/permissions": get("public", roleParameter, (input, { app }) =>
    ok({ permissions: [...permissionsOf(app, input.role)] }),
  ),
  "/recipe/role/permissions/remove": post("public", { role, permissions }, (input, { app }) => {
    const held = permissionsOf(app, input.role);
    for (const permission of input.permissions ?? [...held]) held.delete(permission);
    return ok();
  }),
  "/recipe/permission/roles": get(
    "public",
    { permission: trimmed(parameter) },
    ({ permission }, { app }) => {
      const found = [...app.roles].filter(([, permissions]) => permissions.has(permission));
      return ok({ roles: found.map(([name]) => name) });
    },
  ),
  "/recipe/role/remove": post("public", { role }, (input, { app }) => {
    for (const held of app.rolesOfUser.values()) held.delete(input.role);
    return ok({ didRoleExist: app.roles.delete(input.role) });
  }),
  "/recipe/roles": get("public", {}, (_, { app }) => ok({ roles: [...app.roles.keys()] })),
};
