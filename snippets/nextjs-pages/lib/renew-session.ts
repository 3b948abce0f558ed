import Session from "supertokens-web-js/recipe/session";
import { isTooLarge, startRenewal } from "./front-token";
import { mayReturnTo } from "./loop-guard";

/**
 * Renews the session in the browser.
 * @param path the return URL: a path on this site
 * @returns the page to open next: `path`, or the login page; undefined where the session is
 *   renewed, and the page does not get it however often it is opened
 * @throws when the API cannot be reached, in which case the session may still be valid; the
 *   response where it is an error
 */
export async function renewSession(
  path: string,
  optional: boolean,
): Promise<string | undefined> {
  const login = `/login?${new URLSearchParams({ redirectBack: path })}`;
  // Without cookies there is no session to renew, and the SDK has not started. The login
  // page tells the visitor.
  if (!navigator.cookieEnabled) return login;
  startRenewal();
  const renewed = await Session.attemptRefreshingSession();
  // The session is renewed, but the browser kept no cookie: a sign-in would lead here
  // again.
  if (!renewed && isTooLarge()) return undefined;
  // A page with an optional session is shown to a guest as well.
  if (!renewed && !optional) return login;
  // Not the login page: one that redirects signed-in visitors would lead straight back.
  return mayReturnTo(path) ? path : undefined;
}
