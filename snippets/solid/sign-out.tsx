import { createSignal } from "solid-js";
import Session from "supertokens-web-js/recipe/session";
import { knowsSession, startRenewal } from "./front-token.ts";

export function SignOut() {
  const [problem, setProblem] = createSignal("");

  async function signOut(): Promise<void> {
    try {
      // A session may have begun without the SDK: it learns of it by a renewal.
      if (!knowsSession()) {
        startRenewal();
        await Session.attemptRefreshingSession();
      }
      await Session.signOut();
      // A load, not the router: nothing of the old user stays in memory.
      window.location.assign("/login");
    } catch {
      // Nothing has ended: better to say so than to look signed out.
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
