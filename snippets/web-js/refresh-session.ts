import Session from "supertokens-web-js/recipe/session";
import "./init.ts";
import { isTooLarge, startRenewal } from "./front-token.ts";
import { mayReturnTo } from "./loop-guard.ts";
import { safeRedirectBack, withFragment } from "./redirect-back.ts";
import { withinLimit } from "./time-limit.ts";

const { search, hash } = window.location;
const query = new URLSearchParams(search);
const redirectBack = withFragment(safeRedirectBack(query.get("redirectBack")), hash);
const login = `/login?${new URLSearchParams({ redirectBack })}`;

/**
 * Renews the session, then goes back to the page that was asked for, or on to the login
 * page.
 */
async function refresh(): Promise<void> {
  // Without cookies there is no session to renew, and no SDK. The login page says so.
  if (!navigator.cookieEnabled) return leaveFor(login);
  show("working");
  startRenewal();
  let renewed: boolean;
  try {
    renewed = await withinLimit(Session.attemptRefreshingSession());
  } catch (error) {
    // No response, or an error. That says nothing about the session. A 404: apiBasePath in
    // init.ts is not that of the server.
    const notFound = error instanceof Response && error.status === 404;
    return show(notFound ? "not-found" : "unreachable");
  }
  // Renewed, and the browser kept nothing of it: a sign-in would end here again.
  if (!renewed && isTooLarge()) return show("too-large");
  // A page with an optional session is shown to a guest as well.
  const back = renewed || query.has("optional");
  if (!back) leaveFor(login);
  else if (mayReturnTo(redirectBack)) leaveFor(redirectBack);
  // Not on to the login page: one that believes in the session would lead straight back.
  else show(isTooLarge() ? "too-large" : "not-kept");
}

/** Leaves no entry in the history: the back button must not lead to this page. */
function leaveFor(page: string): void {
  window.location.replace(page);
}

/** Shows one of the messages of refresh-session.html. */
function show(state: "working" | "unreachable" | "not-found" | "too-large" | "not-kept"): void {
  for (const message of document.querySelectorAll<HTMLElement>("[data-state]")) {
    message.hidden = message.dataset.state !== state;
  }
}

for (const retry of document.querySelectorAll("[data-retry]")) {
  retry.addEventListener("click", refresh);
}
refresh();
