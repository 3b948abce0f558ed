import SuperTokens from "supertokens-web-js";
import Session from "supertokens-web-js/recipe/session";
import { measure } from "./front-token.ts";
import { tabLock } from "./tab-lock.ts";
import { limitCall } from "./time-limit.ts";

// A browser that blocks cookies also blocks storage, and then the SDK throws in init.
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
  });
}
