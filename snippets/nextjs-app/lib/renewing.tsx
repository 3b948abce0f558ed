"use client";

import { useEffect, useState } from "react";
import { mayReturnTo } from "./loop-guard";
import { safeRedirectBack } from "./redirect-back";
import { withinLimit } from "./time-limit";

const unreachable = "The server cannot be reached. You have not been signed out.";
const notKept =
  "You were signed in, but this site did not get your session. Are its cookies blocked?";

interface Props {
  /** Renews the session; false where there is none to renew. */
  renew(): Promise<boolean>;
  /** The URL of the sign-in page that returns to `path`. */
  signInPage(path: string): string;
}

/**
 * Renews the session, then opens the page that `redirectBack` names, or the sign-in page. Pass
 * functions that keep their identity between renders.
 */
export function Renewing({ renew, signInPage }: Props) {
  const [attempt, setAttempt] = useState(1);
  const [problem, setProblem] = useState<{ attempt: number; text: string }>();

  useEffect(() => {
    let left = false;

    async function start() {
      const query = new URLSearchParams(window.location.search);
      const redirectBack = safeRedirectBack(query.get("redirectBack"));
      // Without cookies there is no session to renew, and the SDK has not started. The
      // sign-in page tells the visitor.
      if (!navigator.cookieEnabled) return leaveFor(signInPage(redirectBack));
      let renewed: boolean;
      try {
        renewed = await withinLimit(renew());
      } catch {
        // No response, or an error: the session may still be valid.
        if (!left) setProblem({ attempt, text: unreachable });
        return;
      }
      // React runs the effect a second time, as it does in development.
      if (left) return;
      // A page with an optional session is shown to a guest as well.
      if (!renewed && !query.has("optional")) leaveFor(signInPage(redirectBack));
      else if (mayReturnTo(redirectBack)) leaveFor(redirectBack);
      // Not the sign-in page: one that still finds a session would redirect straight back.
      else setProblem({ attempt, text: notKept });
    }

    start();
    return () => {
      left = true;
    };
  }, [attempt, renew, signInPage]);

  if (problem?.attempt !== attempt) return <p role="status">Renewing your session …</p>;
  return (
    <div role="alert">
      <p>{problem.text}</p>
      <button type="button" onClick={() => setAttempt(attempt + 1)}>
        Try again
      </button>
    </div>
  );
}

/** Loads the page and replaces the history entry: the back button must not lead here. */
function leaveFor(path: string): void {
  window.location.replace(path);
}
