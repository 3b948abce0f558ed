import Session from "supertokens-web-js/recipe/session";
import "./init.ts";
import { isTooLarge, startRenewal } from "./front-token.ts";
import { mayReturnTo } from "./loop-guard.ts";
import { safeRedirectBack, withFragment } from "./redirect-back.ts";
import { withinLimit } from "./time-limit.ts";

const notKept =
  "You were signed in, but this site did not get your session. Are its cookies blocked?";
const tooLarge =
  "Your session is too large for a cookie, so your browser did not keep it. Signing in again does not help: please tell the people who run this site.";

/** The page to open next, or the message to show instead. */
export type Outcome = { next: string } | { problem: string };

/** The parts of the refresh page's URL that hold the return URL. */
interface Place {
  search: string;
  hash: string;
}

/**
 * Renews the session. The page to open next is the one that the refresh page's URL names,
 * or the login page.
 */
export async function renewSession({ search, hash }: Place): Promise<Outcome> {
  const query = new URLSearchParams(search);
  const redirectBack = withFragment(safeRedirectBack(query.get("redirectBack")), hash);
  const login = `/login?${new URLSearchParams({ redirectBack })}`;
  // Without cookies there is no session to renew, and the SDK has not started. The login
  // page tells the visitor.
  if (!navigator.cookieEnabled) return { next: login };
  startRenewal();
  let renewed: boolean;
  try {
    renewed = await withinLimit(Session.attemptRefreshingSession());
  } catch (error) {
    // No response, or an error: the session may still be valid. On a 404, apiBasePath in
    // init.ts differs from the server's.
    const notFound = error instanceof Response && error.status === 404;
    return {
      problem: notFound
        ? "The refresh API was not found (404). You have not been signed out."
        : "The server cannot be reached. You have not been signed out.",
    };
  }
  // The session is renewed, but the browser kept no cookie: a sign-in would lead here
  // again.
  if (!renewed && isTooLarge()) return { problem: tooLarge };
  // A page with an optional session is shown to a guest as well.
  if (!renewed && !query.has("optional")) return { next: login };
  if (mayReturnTo(redirectBack)) return { next: redirectBack };
  // Not the login page: one that still finds a session would redirect straight back.
  return { problem: isTooLarge() ? tooLarge : notKept };
}
