import Session from "supertokens-auth-react/recipe/session";
import { isTooLarge, startRenewal } from "../lib/front-token";
import { mayReturnTo } from "../lib/loop-guard";

/**
 * Renews the session in the browser.
 * @param path the return URL: a path on this site
 * @returns the page to open next: `path`, or the sign-in page; undefined where the session is
 *   renewed, and the page does not get it however often it is opened
 * @throws when the API cannot be reached, in which case the session may still be valid; the
 *   response where it is an error
 */
export async function renewSession(
  path: string,
  optional: boolean,
): Promise<string | undefined> {
  // Without cookies there is no session to renew, and the SDK has not started.
  if (!navigator.cookieEnabled) return undefined;
  startRenewal();
  const renewed = await Session.attemptRefreshingSession();
  // The session is renewed, but the browser kept no cookie: a sign-in would lead here
  // again.
  if (!renewed && isTooLarge()) return undefined;
  if (!renewed && !optional) {
    // Not redirectToAuth(): it would leave this page in the history, where the back button
    // finds it.
    return `/login?${new URLSearchParams({ redirectToPath: path })}`;
  }
  // Not the sign-in page: it still finds a session and would redirect straight back.
  return mayReturnTo(path) ? path : undefined;
}
