import Session from "supertokens-web-js/recipe/session";
import { isTooLarge, startRenewal } from "./front-token";
import { mayReturnTo } from "./loop-guard";

/**
 * Renews the session in the browser.
 * @param path the page to come back to, on this site
 * @returns the page to open next: `path`, or the login page; undefined where the session is
 *   renewed, and the page does not get it however often it is opened
 * @throws when the API cannot be reached, which says nothing about the session; the response
 *   where it is an error
 */
export async function renewSession(
  path: string,
  optional: boolean,
): Promise<string | undefined> {
  const login = `/login?${new URLSearchParams({ redirectBack: path })}`;
  // Without cookies there is no session to renew, and no SDK. The login page says so.
  if (!navigator.cookieEnabled) return login;
  startRenewal();
  const renewed = await Session.attemptRefreshingSession();
  // Renewed, and the browser kept nothing of it: a sign-in would end here again.
  if (!renewed && isTooLarge()) return undefined;
  // A page with an optional session is shown to a guest as well.
  if (!renewed && !optional) return login;
  // Not to the login page: one that sends signed-in visitors on would lead straight back.
  return mayReturnTo(path) ? path : undefined;
}
