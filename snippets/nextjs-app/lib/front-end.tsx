"use client";

import SuperTokens from "supertokens-web-js";
import Session from "supertokens-web-js/recipe/session";
import { tabLock } from "./tab-lock";
import { limitCall } from "./time-limit";

// This file is loaded on the server too. A browser that blocks cookies also blocks
// storage, and then the SDK throws in init.
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
        // Aborts a call that gets no response.
        preAPIHook: limitCall,
        // An API that refuses a renewed session would also refuse the next one.
        maxRetryAttemptsForSessionRefresh: 1,
        // Browsers provide the Web Locks API only on https and on localhost.
        ...("locks" in navigator && { lockFactory: tabLock }),
      }),
    ],
  });
}

/** Loads the front-end SDK: it refreshes whenever a call from this page gets a 401. */
export function FrontEnd() {
  return null;
}
