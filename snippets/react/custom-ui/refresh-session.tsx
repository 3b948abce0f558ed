import { useEffect, useState } from "react";
import { useNavigate, useSearchParams } from "react-router";
import Session from "supertokens-web-js/recipe/session";
import { mayReturnTo } from "./loop-guard.ts";
import { safeRedirectBack } from "./redirect-back.ts";

/**
 * Renews the session, then goes back to the page that was asked for, or on to the login
 * page.
 */
export function RefreshSession() {
  const navigate = useNavigate();
  const [query] = useSearchParams();
  const redirectBack = safeRedirectBack(query.get("redirectBack"));
  const optional = query.has("optional");
  const [attempt, setAttempt] = useState(1);
  const [failed, setFailed] = useState(0);

  useEffect(() => {
    let left = false;
    const login = `/login?${new URLSearchParams({ redirectBack })}`;
    // Neither of the two leaves an entry in the history: the back button must not lead to
    // this page.
    const toLogin = (page: string) => navigate(page, { replace: true });
    // Rendered on the server: the router cannot show it.
    const back = () => window.location.replace(redirectBack);

    async function refresh() {
      // Without cookies there is no session to renew, and no SDK. The login page says so.
      if (!navigator.cookieEnabled) return toLogin(login);
      let renewed: boolean;
      try {
        renewed = await Session.attemptRefreshingSession();
      } catch {
        // The API cannot be reached, or answered with an error. That says nothing about the
        // session.
        if (!left) setFailed(attempt);
        return;
      }
      // The reader has gone elsewhere meanwhile, or React runs the effect a second time, as
      // StrictMode does.
      if (left) return;
      // A page with an optional session is shown to a guest as well.
      if (!renewed && !optional) return toLogin(login);
      if (mayReturnTo(redirectBack)) back();
      else toLogin(`${login}&problem=session-not-kept`);
    }

    refresh();
    return () => {
      left = true;
    };
  }, [attempt, navigate, optional, redirectBack]);

  if (failed < attempt) return <p role="status">Renewing your session …</p>;
  return (
    <div role="alert">
      <p>The server cannot be reached. You have not been signed out.</p>
      <button type="button" onClick={() => setAttempt(attempt + 1)}>
        Try again
      </button>
    </div>
  );
}
