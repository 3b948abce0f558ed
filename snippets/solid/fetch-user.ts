import "./init.ts";

/**
 * Asks the API who is signed in; throws when it does not say. The SDK watches fetch: where
 * the access token has expired, it renews the session and asks again.
 */
export async function fetchUser(): Promise<{ userId: string }> {
  const response = await fetch("/api/user");
  if (response.status === 401) {
    // The session has ended since the guard looked: the refresh page knows the way.
    const redirectBack = window.location.pathname + window.location.search;
    window.location.replace(`/refresh-session?${new URLSearchParams({ redirectBack })}`);
    // Nothing to show meanwhile, and no error either.
    return new Promise(() => {});
  }
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
  return response.json();
}
