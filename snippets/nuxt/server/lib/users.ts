/** A placeholder for your own database. */
const roles = new Map<string, string[]>();

export function rolesOf(userId: string): string[] {
  return roles.get(userId) ?? [];
}

export function setRoles(userId: string, values: string[]): void {
  roles.set(userId, values);
}
