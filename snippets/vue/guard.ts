import type { NavigationGuardReturn, RouteLocationNormalized } from "vue-router";
import { hasSession } from "./has-session.ts";

/**
 * Lets a navigation through when there is a session, and leads it to the refresh page if
 * not. It decides only what is shown; the server decides what is sent.
 */
export async function requireSession(
  to: RouteLocationNormalized,
): Promise<NavigationGuardReturn> {
  if (await hasSession()) return true;
  return { path: "/refresh-session", query: { redirectBack: to.fullPath } };
}
