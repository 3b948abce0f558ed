"use client";

import SuperTokens from "supertokens-web-js";
import Session from "supertokens-web-js/recipe/session";
import { tabLock } from "./tab-lock";
import { limitCall } from "./time-limit";

// This is rendered on the server too. And a browser that blocks cookies blocks its storage
// too, and then the SDK throws as it starts.
if (typeof window !== "undefined" && navigator.cookieEnabled) {
  SuperTokens.init({
    appInfo: {
      appName: "Example",
      apiDomain: window.location.origin,
      apiBasePath: "/auth",
    },
    recipeList: [
      Session.init({
        tokenTransferMethod: "cookie",
        // Ends a call that gets no response.
        preAPIHook: limitCall,
        // An API that refuses the renewed session too would refuse the next one as well.
        maxRetryAttemptsForSessionRefresh: 1,
        // Browsers have locks on https and on localhost only.
        ...("locks" in navigator && { lockFactory: tabLock }),
      }),
    ],
  });
}

/** Loads the front-end SDK: it refreshes whenever a call of this page is answered 401. */
export function FrontEnd() {
  return null;
}
