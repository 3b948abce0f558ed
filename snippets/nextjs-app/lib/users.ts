declare global {
  var rolesByUser: Map<string, string[]> | undefined;
}

/**
 * A placeholder for your own database. Not a variable of this module: the proxy and the pages
 * are several bundles, each with a copy of it, and the SDK keeps the overrides of the bundle
 * that calls `init` first. They would read a different copy from the one that the sign-in
 * writes to.
 */
globalThis.rolesByUser ??= new Map();
const roles = globalThis.rolesByUser;

export function rolesOf(userId: string): string[] {
  return roles.get(userId) ?? [];
}

export function setRoles(userId: string, values: string[]): void {
  roles.set(userId, values);
}
