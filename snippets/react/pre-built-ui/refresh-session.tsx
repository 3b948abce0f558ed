import { useEffect, useState } from "react";
import { useNavigate, useSearchParams } from "react-router";
import Session from "supertokens-auth-react/recipe/session";
import { authPage } from "./auth.tsx";
import { mayReturnTo } from "./loop-guard.ts";
import { safeRedirectBack } from "./redirect-back.ts";
import { withinLimit } from "./time-limit.ts";

const unreachable = "The server cannot be reached. You have not been signed out.";
const notKept =
  "You were signed in, but this site did not get your session. Are its cookies blocked?";

/**
 * Renews the session, then goes back to the page that was asked for, or on to the sign-in
 * page.
 */
export function RefreshSession() {
  const navigate = useNavigate();
  const [query] = useSearchParams();
  const redirectBack = safeRedirectBack(query.get("redirectBack"));
  const optional = query.has("optional");
  const [attempt, setAttempt] = useState(1);
  const [problem, setProblem] = useState<{ attempt: number; text: string }>();

  useEffect(() => {
    let left = false;
    // Not redirectToAuth(): it would leave this page in the history, where the back button
    // finds it.
    const toAuth = () => navigate(authPage(redirectBack), { replace: true });

    async function refresh() {
      // Without cookies there is no session to renew, and no SDK. The sign-in page says so.
      if (!navigator.cookieEnabled) return toAuth();
      let renewed: boolean;
      try {
        renewed = await withinLimit(Session.attemptRefreshingSession());
      } catch {
        // No response, or an error. That says nothing about the session.
        if (!left) setProblem({ attempt, text: unreachable });
        return;
      }
      // The reader has gone elsewhere meanwhile, or React runs the effect a second time, as
      // StrictMode does.
      if (left) return;
      // A page with an optional session is shown to a guest as well.
      if (!renewed && !optional) return toAuth();
      // Rendered on the server: the router cannot show it.
      if (mayReturnTo(redirectBack)) window.location.replace(redirectBack);
      // Not to the sign-in page: it believes in the session and would lead straight back.
      else setProblem({ attempt, text: notKept });
    }

    refresh();
    return () => {
      left = true;
    };
  }, [attempt, navigate, optional, redirectBack]);

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
