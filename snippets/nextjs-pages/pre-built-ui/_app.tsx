import type { AppProps } from "next/app";
import { useCallback, useEffect, useState } from "react";
import SuperTokens, { redirectToAuth, SuperTokensWrapper } from "supertokens-auth-react";
import Session from "supertokens-auth-react/recipe/session";
import { mayReturnTo } from "../lib/loop-guard";

// Pages are rendered on the server too. A browser that blocks cookies blocks its storage
// too, and then the SDK throws as it starts.
if (typeof window !== "undefined" && navigator.cookieEnabled) {
  SuperTokens.init({
    appInfo: {
      appName: "Example",
      apiDomain: window.location.origin,
      websiteDomain: window.location.origin,
      apiBasePath: "/auth",
      websiteBasePath: "/login",
    },
    // Beside the recipes of your sign-in.
    recipeList: [Session.init({ tokenTransferMethod: "cookie" })],
  });
}

interface PageProps {
  /** Set by a page that found no valid session. */
  fromSupertokens?: "needs-refresh";
}

export default function App({ Component, pageProps }: AppProps<PageProps>) {
  if (pageProps.fromSupertokens === "needs-refresh") return <Renewing />;
  return (
    <SuperTokensWrapper>
      <Component {...pageProps} />
    </SuperTokensWrapper>
  );
}

/** Renews the session, then loads this page again, or goes on to the sign-in. */
function Renewing() {
  const [unreachable, setUnreachable] = useState(false);
  const renew = useCallback(async () => {
    setUnreachable(false);
    // Without cookies there is no session to renew, and no SDK.
    if (!navigator.cookieEnabled) return window.location.replace("/login");
    try {
      const renewed = await Session.attemptRefreshingSession();
      if (renewed && mayReturnTo(window.location.href)) window.location.reload();
      else await redirectToAuth({ show: "signin", redirectBack: true });
    } catch {
      // The API cannot be reached, which says nothing about the session.
      setUnreachable(true);
    }
  }, []);
  useEffect(() => {
    renew();
  }, [renew]);

  if (!unreachable) return <p role="status">Renewing your session …</p>;
  return (
    <div role="alert">
      <p>The server cannot be reached. You have not been signed out.</p>
      <button type="button" onClick={renew}>
        Try again
      </button>
    </div>
  );
}
