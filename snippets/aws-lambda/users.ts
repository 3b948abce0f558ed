/**
 * Stands for your own database: instances do not share their memory, so that each knows only
 * the roles that were set in it.
 */
const roles = new Map<string, string[]>();

export function rolesOf(userId: string): string[] {
  return roles.get(userId) ?? [];
}

export function setRoles(userId: string, values: string[]): void {
  roles.set(userId, values);
}
