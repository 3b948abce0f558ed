import Session from "supertokens-web-js/recipe/session";
import "./init.ts";
import { mayReturnTo } from "./loop-guard.ts";
import { safeRedirectBack } from "./redirect-back.ts";
import { withinLimit } from "./time-limit.ts";

/** The page to go on to, or what to tell the visitor instead. */
export type Outcome = { next: string } | { problem: string };

/**
 * Renews the session. The page to go on to is the one that `search`, the query of the
 * refresh page, asks for, or the login page.
 */
export async function renewSession(search: string): Promise<Outcome> {
  const query = new URLSearchParams(search);
  const redirectBack = safeRedirectBack(query.get("redirectBack"));
  const login = `/login?${new URLSearchParams({ redirectBack })}`;
  // Without cookies there is no session to renew, and no SDK. The login page says so.
  if (!navigator.cookieEnabled) return { next: login };
  let renewed: boolean;
  try {
    renewed = await withinLimit(Session.attemptRefreshingSession());
  } catch {
    // No response, or an error. That says nothing about the session.
    return { problem: "The server cannot be reached. You have not been signed out." };
  }
  // A page with an optional session is shown to a guest as well.
  if (!renewed && !query.has("optional")) return { next: login };
  if (mayReturnTo(redirectBack)) return { next: redirectBack };
  // Not on to the login page: one that believes in the session would lead straight back.
  return {
    problem:
      "You were signed in, but this site did not get your session. Are its cookies blocked?",
  };
}
