import Session from "supertokens-web-js/recipe/session";
import { mayReturnTo } from "./loop-guard";

/**
 * Renews the session in the browser.
 * @param address the page to come back to: a path of this site
 * @returns the page to open next: `address`, or the login page
 * @throws when the API cannot be reached, which says nothing about the session
 */
export async function renewSession(address: string, optional: boolean): Promise<string> {
  const login = `/login?${new URLSearchParams({ redirectBack: address })}`;
  // Without cookies there is no session to renew, and no SDK. The login page says so.
  if (!navigator.cookieEnabled) return login;
  const renewed = await Session.attemptRefreshingSession();
  // A page with an optional session is shown to a guest as well.
  if (!renewed && !optional) return login;
  return mayReturnTo(address) ? address : `${login}&problem=session-not-kept`;
}
