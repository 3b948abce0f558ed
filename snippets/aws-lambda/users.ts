/**
 * A placeholder for your own database: instances do not share memory, so each has only the
 * roles that were set in it.
 */
const roles = new Map<string, string[]>();

export function rolesOf(userId: string): string[] {
  return roles.get(userId) ?? [];
}

export function setRoles(userId: string, values: string[]): void {
  roles.set(userId, values);
}
