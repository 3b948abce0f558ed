import type { ReactNode } from "react";
import { Navigate, useLocation } from "react-router";
import { SessionAuth, useSessionContext } from "supertokens-auth-react/recipe/session";

/**
 * Shows its children to a user. Without a session it leads to the refresh page, not to the
 * sign-in page, as SessionAuth would: the SDK also reports no session when the server
 * cannot be reached, and the refresh page tells the two apart. The guard only spares a
 * guest an empty page; secrets come from an API that verifies the session.
 */
export function Guard({ children }: { children: ReactNode }) {
  // Without cookies there is no session, and the SDK has not started.
  if (!navigator.cookieEnabled) return <ToRefreshPage />;
  return (
    <SessionAuth requireAuth={false} doRedirection={false}>
      <Decide>{children}</Decide>
    </SessionAuth>
  );
}

function Decide({ children }: { children: ReactNode }) {
  const session = useSessionContext();
  if (session.loading) return null;
  return session.doesSessionExist ? children : <ToRefreshPage />;
}

export function ToRefreshPage() {
  const { pathname, search, hash } = useLocation();
  const query = new URLSearchParams({ redirectBack: pathname + search + hash });
  return <Navigate to={`/refresh-session?${query}`} replace />;
}
