"use client";

import SuperTokens from "supertokens-web-js";
import Session from "supertokens-web-js/recipe/session";

// This is rendered on the server too. And a browser that blocks cookies blocks its storage
// too, and then the SDK throws as it starts.
if (typeof window !== "undefined" && navigator.cookieEnabled) {
  SuperTokens.init({
    appInfo: {
      appName: "Example",
      apiDomain: window.location.origin,
      apiBasePath: "/auth",
    },
    recipeList: [Session.init({ tokenTransferMethod: "cookie" })],
  });
}

/** Loads the front-end SDK: it refreshes whenever a call of this page is answered 401. */
export function FrontEnd() {
  return null;
}
