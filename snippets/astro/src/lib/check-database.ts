import type { APIContext } from "astro";
import { requireSession } from "./verify-session.ts";

/**
 * Calls the core on every request: a revoked session ends at once, not only when its access
 * token expires.
 */
export function requireSessionInDatabase(context: APIContext): Promise<Response | undefined> {
  return requireSession(context, { checkDatabase: true });
}
