import "./init.ts";

/**
 * Fetches the user from the API; throws when it responds with an error. The SDK watches
 * fetch: where the access token has expired, it renews the session and repeats the call.
 */
export async function fetchUser(): Promise<{ userId: string }> {
  // No response: the server cannot be reached, or it refused the renewed session too.
  const response = await fetch("/api/user").catch(() => undefined);
  if (!response || response.status === 401) {
    // The refresh page tells these apart from a session that has ended.
    const { pathname, search, hash } = window.location;
    const redirectBack = pathname + search + hash;
    window.location.replace(`/refresh-session?${new URLSearchParams({ redirectBack })}`);
    // Nothing to show in the meantime, and no error.
    return new Promise(() => {});
  }
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
  return response.json();
}
