import { type LoaderFunctionArgs, replace } from "react-router";
import Session from "supertokens-web-js/recipe/session";

/** What the route shows of its user. */
export interface User {
  userId: string;
}

/**
 * The loader of a route that no server has rendered: gives its user. Without a session it
 * leads to the refresh page, not to the login page: the SDK says "no session" also when the
 * server cannot be reached, and the refresh page tells the two apart.
 */
export async function requireUser({ request }: LoaderFunctionArgs): Promise<User> {
  const { pathname, search } = new URL(request.url);
  const redirectBack = pathname + search;
  const refreshPage = `/refresh-session?${new URLSearchParams({ redirectBack })}`;
  // Renews the session where the SDK knows that the access token has expired.
  const signedIn = navigator.cookieEnabled && (await Session.doesSessionExist());
  if (!signedIn) throw replace(refreshPage);
  // The guard spares a guest an empty page. What is secret comes from an API that verifies
  // the session.
  const response = await fetch("/api/user", { signal: request.signal });
  if (response.status === 401) throw replace(refreshPage);
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
  return response.json();
}
