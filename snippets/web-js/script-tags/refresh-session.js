import { isTooLarge, startRenewal } from "./front-token.js";
import { supertokensSession } from "./init.js";
import { mayReturnTo } from "./loop-guard.js";
import { safeRedirectBack, withFragment } from "./redirect-back.js";
import { withinLimit } from "./time-limit.js";

const { search, hash } = window.location;
const query = new URLSearchParams(search);
const redirectBack = withFragment(safeRedirectBack(query.get("redirectBack")), hash);
const login = `/login?${new URLSearchParams({ redirectBack })}`;

/**
 * Renews the session, then returns to the requested page, or goes on to the login page.
 */
async function refresh() {
  // Without cookies there is no session to renew, and the SDK has not started. The login
  // page tells the visitor.
  if (!navigator.cookieEnabled) return leaveFor(login);
  show("working");
  startRenewal();
  let renewed;
  try {
    renewed = await withinLimit(supertokensSession.attemptRefreshingSession());
  } catch (error) {
    // No response, or an error: the session may still be valid. On a 404, apiBasePath in
    // init.js differs from the server's.
    const notFound = error instanceof Response && error.status === 404;
    return show(notFound ? "not-found" : "unreachable");
  }
  // The session is renewed, but the browser kept no cookie: a sign-in would lead here
  // again.
  if (!renewed && isTooLarge()) return show("too-large");
  // A page with an optional session is shown to a guest as well.
  const back = renewed || query.has("optional");
  if (!back) leaveFor(login);
  else if (mayReturnTo(redirectBack)) leaveFor(redirectBack);
  // Not the login page: one that still finds a session would redirect straight back.
  else show(isTooLarge() ? "too-large" : "not-kept");
}

/**
 * Replaces the history entry: the back button must not lead to this page.
 * @param {string} page
 */
function leaveFor(page) {
  window.location.replace(page);
}

/**
 * Shows one of the messages of refresh-session.html.
 * @param {"working" | "unreachable" | "not-found" | "too-large" | "not-kept"} state
 */
function show(state) {
  for (const message of document.querySelectorAll("[data-state]")) {
    message.toggleAttribute("hidden", message.getAttribute("data-state") !== state);
  }
}

for (const retry of document.querySelectorAll("[data-retry]")) {
  retry.addEventListener("click", refresh);
}
refresh();
