import SuperTokens from "supertokens-auth-react";
import EmailPassword from "supertokens-auth-react/recipe/emailpassword";
import Session from "supertokens-auth-react/recipe/session";
import { measure } from "./front-token.ts";
import { safeRedirectBack } from "./redirect-back.ts";
import { tabLock } from "./tab-lock.ts";
import { limitCall } from "./time-limit.ts";

// A browser that blocks cookies blocks its storage too, and then the SDK throws as it
// starts.
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
        // Ends a call that gets no response.
        preAPIHook: limitCall,
        // Sees a session that is too large for a cookie.
        postAPIHook: measure,
        // An API that refuses the renewed session too would refuse the next one as well.
        maxRetryAttemptsForSessionRefresh: 1,
        // Browsers have locks on https and on localhost only.
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
