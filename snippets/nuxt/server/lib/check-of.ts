import type { H3Event } from "h3";
import { requireSessionInDatabase } from "./check-database.ts";
import { optionalSession } from "./optional-session.ts";
import { requireAdmin } from "./require-claim.ts";
import { requireAccessToken } from "./verify-jwt.ts";
import { requireSession } from "./verify-session.ts";

/** Verifies a request; a response ends it. Undefined: it goes on to its route. */
export type Check = (event: H3Event) => Promise<Response | undefined>;

/** How each route verifies its visitor. A route that is in neither list needs a session. */
const checks = new Map<string, Check>([
  ["/dashboard-checked", requireSessionInDatabase],
  ["/dashboard-jwt", requireAccessToken],
  ["/welcome", optionalSession],
  ["/admin", requireAdmin],
]);

/**
 * Routes that are open to every visitor, or that verify for themselves, like those of the
 * API. `/__nuxt_error` is the error page, for which Nuxt sends itself a request.
 */
const open = new Set([
  "/login",
  "/refresh-session",
  "/api/user",
  "/api/admin",
  "/api/visitor",
  "/__nuxt_error",
]);

/** The check of a route; undefined where there is none. */
export function checkOf(route: string): Check | undefined {
  // server/routes/auth/[...path].ts responds to every URL that begins like this.
  if (open.has(route) || route.startsWith("/auth/")) return undefined;
  return checks.get(route) ?? requireSession;
}
