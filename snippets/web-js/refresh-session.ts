import Session from "supertokens-web-js/recipe/session";
import "./init.ts";
import { mayReturnTo } from "./loop-guard.ts";
import { safeRedirectBack } from "./redirect-back.ts";
import { withinLimit } from "./time-limit.ts";

const query = new URLSearchParams(window.location.search);
const redirectBack = safeRedirectBack(query.get("redirectBack"));
const login = `/login?${new URLSearchParams({ redirectBack })}`;

/**
 * Renews the session, then goes back to the page that was asked for, or on to the login
 * page.
 */
async function refresh(): Promise<void> {
  // Without cookies there is no session to renew, and no SDK. The login page says so.
  if (!navigator.cookieEnabled) return leaveFor(login);
  show("working");
  let renewed: boolean;
  try {
    renewed = await withinLimit(Session.attemptRefreshingSession());
  } catch {
    // No response, or an error. That says nothing about the session.
    return show("unreachable");
  }
  // A page with an optional session is shown to a guest as well.
  const back = renewed || query.has("optional");
  if (!back) leaveFor(login);
  else if (mayReturnTo(redirectBack)) leaveFor(redirectBack);
  // Not on to the login page: one that believes in the session would lead straight back.
  else show("not-kept");
}

/** Leaves no entry in the history: the back button must not lead to this page. */
function leaveFor(page: string): void {
  window.location.replace(page);
}

/** Shows one of the messages of refresh-session.html. */
function show(state: "working" | "unreachable" | "not-kept"): void {
  for (const message of document.querySelectorAll<HTMLElement>("[data-state]")) {
    message.hidden = message.dataset.state !== state;
  }
}

for (const retry of document.querySelectorAll("[data-retry]")) {
  retry.addEventListener("click", refresh);
}
refresh();
