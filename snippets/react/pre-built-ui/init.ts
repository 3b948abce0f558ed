import SuperTokens from "supertokens-auth-react";
import EmailPassword from "supertokens-auth-react/recipe/emailpassword";
import Session from "supertokens-auth-react/recipe/session";
import { measure } from "./front-token.ts";
import { safeRedirectBack } from "./redirect-back.ts";
import { tabLock } from "./tab-lock.ts";
import { limitCall } from "./time-limit.ts";

// A browser that blocks cookies also blocks storage, and then the SDK throws in init.
if (navigator.cookieEnabled) {
  SuperTokens.init({
    appInfo: {
      appName: "Example",
      apiDomain: window.location.origin,
      websiteDomain: window.location.origin,
      apiBasePath: "/auth",
      websiteBasePath: "/auth",
    },
    recipeList: [
      EmailPassword.init(),
      Session.init({
        tokenTransferMethod: "cookie",
        // Aborts a call that gets no response.
        preAPIHook: limitCall,
        // Detects a session that is too large for a cookie.
        postAPIHook: measure,
        // An API that refuses a renewed session would also refuse the next one.
        maxRetryAttemptsForSessionRefresh: 1,
        // Browsers provide the Web Locks API only on https and on localhost.
        ...("locks" in navigator && { lockFactory: tabLock }),
      }),
    ],
    // After signing in, and where somebody who is signed in comes to the sign-in page.
    getRedirectionURL: async (context) => {
      if (context.action !== "SUCCESS") return undefined;
      // As the link says it: the SDK has taken a trailing slash from context.redirectToPath.
      const asked = new URLSearchParams(window.location.search).get("redirectToPath");
      return safeRedirectBack(asked ?? context.redirectToPath ?? null);
    },
    windowHandler: (original) => ({
      ...original,
      location: {
        ...original.location,
        // The SDK would leave the sign-in page in the history. The back button would lead to
        // it, and it straight back.
        setHref: (href) => window.location.replace(href),
      },
    }),
  });
}
