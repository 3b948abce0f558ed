import Session from "supertokens-web-js/recipe/session";
import { knowsSession, startRenewal } from "./front-token.ts";
import "./init.ts";

const button = document.querySelector("[data-sign-out]");
const problem = document.querySelector("[role=alert]");

button?.addEventListener("click", async () => {
  try {
    // The session may have started without the SDK, which learns of it from a renewal.
    if (!knowsSession()) {
      startRenewal();
      await Session.attemptRefreshingSession();
    }
    await Session.signOut();
    window.location.assign("/login");
  } catch {
    // The session has not ended: say so rather than look signed out.
    if (problem) problem.textContent = "Signing out failed. You are still signed in.";
  }
});
