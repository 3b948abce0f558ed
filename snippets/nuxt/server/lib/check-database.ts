import type { H3Event } from "h3";
import { requireSession } from "./verify-session.ts";

/**
 * Calls the core on every request: a revoked session ends at once, not only when its access
 * token expires.
 */
export function requireSessionInDatabase(event: H3Event): Promise<Response | undefined> {
  return requireSession(event, { checkDatabase: true });
}
