import { useEffect, useState } from "react";
import { useLocation, useNavigate, useSearchParams } from "react-router";
import Session from "supertokens-web-js/recipe/session";
import { isTooLarge, startRenewal } from "./front-token.ts";
import { mayReturnTo } from "./loop-guard.ts";
import { safeRedirectBack, withFragment } from "./redirect-back.ts";
import { withinLimit } from "./time-limit.ts";

const unreachable = "The server cannot be reached. You have not been signed out.";
const notFound = "The refresh API was not found (404). You have not been signed out.";
const tooLarge =
  "Your session is too large for a cookie, so your browser did not keep it. Signing in again does not help: please tell the people who run this site.";
const notKept =
  "You were signed in, but this site did not get your session. Are its cookies blocked?";

/**
 * Renews the session, then returns to the requested page, or goes on to the login page.
 */
export function RefreshSession() {
  const navigate = useNavigate();
  const { hash } = useLocation();
  const [query] = useSearchParams();
  const redirectBack = withFragment(safeRedirectBack(query.get("redirectBack")), hash);
  const optional = query.has("optional");
  const [attempt, setAttempt] = useState(1);
  const [problem, setProblem] = useState<{ attempt: number; text: string }>();

  useEffect(() => {
    let left = false;
    const login = `/login?${new URLSearchParams({ redirectBack })}`;
    // Replaces the history entry: the back button must not lead to this page.
    const toLogin = () => navigate(login, { replace: true });

    async function refresh() {
      // Without cookies there is no session to renew, and the SDK has not started. The
      // login page tells the visitor.
      if (!navigator.cookieEnabled) return toLogin();
      startRenewal();
      let renewed: boolean;
      try {
        renewed = await withinLimit(Session.attemptRefreshingSession());
      } catch (error) {
        // No response, or an error: the session may still be valid. On a 404, apiBasePath
        // in init.ts differs from the server's.
        const status = error instanceof Response && error.status;
        if (!left) setProblem({ attempt, text: status === 404 ? notFound : unreachable });
        return;
      }
      // The visitor has left this page in the meantime, or React runs the effect a second
      // time, as StrictMode does.
      if (left) return;
      // The session is renewed, but the browser kept no cookie: a sign-in would lead here
      // again.
      if (!renewed && isTooLarge()) return setProblem({ attempt, text: tooLarge });
      // A page with an optional session is shown to a guest as well.
      if (!renewed && !optional) return toLogin();
      // Rendered on the server: the router cannot show it.
      if (mayReturnTo(redirectBack)) window.location.replace(redirectBack);
      // Not the login page: one that still finds a session would redirect straight back.
      else setProblem({ attempt, text: isTooLarge() ? tooLarge : notKept });
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
