import Session from "supertokens-web-js/recipe/session";
import "./init.ts";

const { pathname, search, hash } = window.location;
const redirectBack = pathname + search + hash;
const refreshPage = `/refresh-session?${new URLSearchParams({ redirectBack })}`;

/**
 * Shows a user a page that no server renders. Without a session it leads to the refresh
 * page, not to the login page: the SDK also reports no session when the server cannot be
 * reached, and the refresh page tells the two apart.
 */
async function show(): Promise<void> {
  try {
    // Renews the session where the SDK knows that the access token has expired.
    const signedIn = navigator.cookieEnabled && (await Session.doesSessionExist());
    if (!signedIn) return window.location.replace(refreshPage);
    // The guard only spares a guest an empty page. Secrets come from an API that verifies
    // the session. No response: the server cannot be reached, or it refused the renewed
    // session too. The refresh page tells these apart from a session that has ended.
    const response = await fetch("/api/user").catch(() => undefined);
    if (!response || response.status === 401) return window.location.replace(refreshPage);
    if (!response.ok) throw new Error(`The server answered ${response.status}.`);
    const { userId } = await response.json();
    write("[data-user]", `Signed in as ${userId}`);
  } catch {
    write("[role=alert]", "The server cannot be reached. Load the page again.");
  }
}

function write(place: string, text: string): void {
  const element = document.querySelector(place);
  if (element) element.textContent = text;
}

show();
