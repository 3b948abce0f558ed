import Session from "supertokens-web-js/recipe/session";
import "./init.ts";
import { mayReturnTo } from "./loop-guard.ts";
import { safeRedirectBack } from "./redirect-back.ts";

/**
 * Renews the session and gives the page to go on to: the one that `search`, the query of
 * the refresh page, asks for, or the login page. Throws when the server cannot be reached
 * or answers with an error, which says nothing about the session.
 */
export async function renewSession(search: string): Promise<string> {
  const query = new URLSearchParams(search);
  const redirectBack = safeRedirectBack(query.get("redirectBack"));
  const login = `/login?${new URLSearchParams({ redirectBack })}`;
  // Without cookies there is no session to renew, and no SDK. The login page says so.
  if (!navigator.cookieEnabled) return login;
  const renewed = await Session.attemptRefreshingSession();
  // A page with an optional session is shown to a guest as well.
  if (!renewed && !query.has("optional")) return login;
  return mayReturnTo(redirectBack) ? redirectBack : `${login}&problem=session-not-kept`;
}
