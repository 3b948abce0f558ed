import { type LoaderFunctionArgs, replace } from "react-router";
import Session from "supertokens-web-js/recipe/session";

/** What the route shows of its user. */
export interface User {
  userId: string;
}

/**
 * The loader of a route that no server has rendered: gives its user, and sends a guest to
 * the login page, which knows the way back.
 */
export async function requireUser({ request }: LoaderFunctionArgs): Promise<User> {
  const { pathname, search } = new URL(request.url);
  const login = `/login?${new URLSearchParams({ redirectBack: pathname + search })}`;
  // Renews the session where the SDK knows that the access token has expired.
  const signedIn = navigator.cookieEnabled && (await Session.doesSessionExist());
  if (!signedIn) throw replace(login);
  // The guard spares a guest an empty page. What is secret comes from an API that verifies
  // the session.
  const response = await fetch("/api/user", { signal: request.signal });
  if (response.status === 401) throw replace(login);
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
  return response.json();
}
