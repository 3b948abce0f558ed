import { type LoaderFunctionArgs, redirect, replace } from "react-router";
import Session from "supertokens-web-js/recipe/session";

/** What the route shows of its user. */
export interface User {
  userId: string;
}

/**
 * The loader of a route that no server renders: returns its user. Without a session it
 * leads to the refresh page, not to the login page: the SDK also reports no session when
 * the server cannot be reached, and the refresh page tells the two apart.
 */
export async function requireUser({ request }: LoaderFunctionArgs): Promise<User> {
  // Renews the session where the SDK knows that the access token has expired.
  const signedIn = navigator.cookieEnabled && (await Session.doesSessionExist());
  if (!signedIn) throw toRefreshPage(request);
  // The guard only spares a guest an empty page. Secrets come from an API that verifies
  // the session. No response: the server cannot be reached, or it refused the renewed
  // session too. The refresh page tells these apart from a session that has ended.
  const response = await fetch("/api/user", { signal: request.signal }).catch(() => undefined);
  if (!response || response.status === 401) throw toRefreshPage(request);
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
  return response.json();
}

function toRefreshPage({ url }: Request): Response {
  const { pathname, search } = new URL(url);
  // A page that has just been loaded is already in the history; one behind a link is not.
  const loaded = pathname === window.location.pathname;
  // The router takes the fragment out of a loader's URL.
  const hash = loaded ? window.location.hash : "";
  const query = new URLSearchParams({ redirectBack: pathname + search + hash });
  return (loaded ? replace : redirect)(`/refresh-session?${query}`);
}
