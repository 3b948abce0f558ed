import SuperTokens from "supertokens-web-js";
import Session from "supertokens-web-js/recipe/session";
import { measure } from "./front-token.ts";
import { tabLock } from "./tab-lock.ts";
import { limitCall } from "./time-limit.ts";

// A browser that blocks cookies blocks its storage too, and then the SDK throws as it
// starts.
if (navigator.cookieEnabled) {
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
        // Sees a session that is too large for a cookie.
        postAPIHook: measure,
        // An API that refuses the renewed session too would refuse the next one as well.
        maxRetryAttemptsForSessionRefresh: 1,
        // Browsers have locks on https and on localhost only.
        ...("locks" in navigator && { lockFactory: tabLock }),
      }),
    ],
  });
}
