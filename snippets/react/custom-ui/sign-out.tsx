import { useState } from "react";
import { useNavigate } from "react-router";
import Session from "supertokens-web-js/recipe/session";
import { knowsSession, startRenewal } from "./front-token.ts";

export function SignOut() {
  const navigate = useNavigate();
  const [failed, setFailed] = useState(false);

  async function signOut() {
    try {
      // The session may have started without the SDK, which learns of it from a renewal.
      if (!knowsSession()) {
        startRenewal();
        await Session.attemptRefreshingSession();
      }
      await Session.signOut();
      await navigate("/login");
    } catch {
      // The session has not ended: say so rather than look signed out.
      setFailed(true);
    }
  }

  return (
    <>
      <button type="button" onClick={signOut}>
        Sign out
      </button>
      {failed && <span role="alert">Signing out failed. You are still signed in.</span>}
    </>
  );
}
