import Session from "supertokens-web-js/recipe/session";
import "./init.ts";

const { pathname, search } = window.location;
const login = `/login?${new URLSearchParams({ redirectBack: pathname + search })}`;

/**
 * Shows a page that no server has rendered: to a user its contents, to a guest the login
 * page.
 */
async function show(): Promise<void> {
  try {
    // Renews the session where the SDK knows that the access token has expired.
    const signedIn = navigator.cookieEnabled && (await Session.doesSessionExist());
    if (!signedIn) return window.location.replace(login);
    // The guard spares a guest an empty page. What is secret comes from an API that
    // verifies the session.
    const response = await fetch("/api/user");
    if (response.status === 401) return window.location.replace(login);
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
