import type { LoaderFunctionArgs } from "react-router";
import { requireSession } from "./verify-session";

/**
 * Calls the core on every request: a revoked session ends at once, not only when its access
 * token expires.
 */
export function requireSessionInDatabase(
  args: LoaderFunctionArgs,
): Promise<Response | undefined> {
  return requireSession(args, { checkDatabase: true });
}
