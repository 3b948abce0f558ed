import { requireSession, type Visit, type Visitor } from "./verify-session.ts";

/**
 * Calls the core on every request: a revoked session ends at once, not only when its access
 * token expires.
 */
export function requireSessionInDatabase(visit: Visit): Promise<Visitor> {
  return requireSession(visit, { checkDatabase: true });
}
