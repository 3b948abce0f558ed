import { createSignal } from "solid-js";
import Session from "supertokens-web-js/recipe/session";
import { knowsSession, startRenewal } from "./front-token.ts";

export function SignOut() {
  const [problem, setProblem] = createSignal("");

  async function signOut(): Promise<void> {
    try {
      // The session may have started without the SDK, which learns of it from a renewal.
      if (!knowsSession()) {
        startRenewal();
        await Session.attemptRefreshingSession();
      }
      await Session.signOut();
      // A page load, not the router: nothing about the old user stays in memory.
      window.location.assign("/login");
    } catch {
      // The session has not ended: say so rather than look signed out.
      setProblem("Signing out failed. You are still signed in.");
    }
  }

  return (
    <>
      <button type="button" onClick={signOut}>
        Sign out
      </button>
      <p role="alert">{problem()}</p>
    </>
  );
}
