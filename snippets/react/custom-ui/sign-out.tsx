import { useState } from "react";
import { useNavigate } from "react-router";
import Session from "supertokens-web-js/recipe/session";
import { knowsSession, startRenewal } from "./front-token.ts";

export function SignOut() {
  const navigate = useNavigate();
  const [failed, setFailed] = useState(false);

  async function signOut() {
    try {
      // A session may have begun without the SDK: it learns of it by a renewal.
      if (!knowsSession()) {
        startRenewal();
        await Session.attemptRefreshingSession();
      }
      await Session.signOut();
      await navigate("/login");
    } catch {
      // Nothing has ended: better to say so than to look signed out.
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
