import { knowsSession, startRenewal } from "./front-token.js";
import { supertokensSession } from "./init.js";

const button = document.querySelector("[data-sign-out]");
const problem = document.querySelector("[role=alert]");

button?.addEventListener("click", async () => {
  try {
    // A session may have begun without the SDK: it learns of it by a renewal.
    if (!knowsSession()) {
      startRenewal();
      await supertokensSession.attemptRefreshingSession();
    }
    await supertokensSession.signOut();
    window.location.assign("/login");
  } catch {
    // Nothing has ended: better to say so than to look signed out.
    if (problem) problem.textContent = "Signing out failed. You are still signed in.";
  }
});
