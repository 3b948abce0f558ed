import type { RequestEvent } from "@sveltejs/kit";
import { requireSession } from "./verify-session.ts";

/**
 * Calls the core on every request: a revoked session ends at once, not only when its access
 * token expires.
 */
export function requireSessionInDatabase(event: RequestEvent): Promise<Response | undefined> {
  return requireSession(event, { checkDatabase: true });
}
