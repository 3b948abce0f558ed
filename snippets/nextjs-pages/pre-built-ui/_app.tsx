import type { AppProps } from "next/app";
import SuperTokens, { SuperTokensWrapper } from "supertokens-auth-react";
import Session from "supertokens-auth-react/recipe/session";
import { measure } from "../lib/front-token";
import { NotAllowed } from "../lib/not-allowed";
import { currentPath, Renewing } from "../lib/renewing";

// Pages are rendered on the server too. A browser that blocks cookies also blocks
// storage, and then the SDK throws in init.
if (typeof window !== "undefined" && navigator.cookieEnabled) {
  SuperTokens.init({
    appInfo: {
      appName: "Example",
      apiDomain: window.location.origin,
      websiteDomain: window.location.origin,
      apiBasePath: "/auth",
      websiteBasePath: "/login",
    },
    // Next to the recipes of your sign-in. The hook detects a session that is too large
    // for a cookie.
    recipeList: [Session.init({ tokenTransferMethod: "cookie", postAPIHook: measure })],
  });
}

interface PageProps {
  /** Set by a page that found no valid session. */
  fromSupertokens?: "needs-refresh";
  /** Set where the session lacks a claim of the page. */
  notAllowed?: boolean;
}

export default function App({ Component, pageProps }: AppProps<PageProps>) {
  if (pageProps.fromSupertokens === "needs-refresh") return <Renewing whereTo={here} />;
  if (pageProps.notAllowed) return <NotAllowed />;
  return (
    <SuperTokensWrapper>
      <Component {...pageProps} />
    </SuperTokensWrapper>
  );
}

function here() {
  return { path: currentPath() };
}
