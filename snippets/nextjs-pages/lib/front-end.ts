import SuperTokens from "supertokens-web-js";
import Session from "supertokens-web-js/recipe/session";
import { measure } from "./front-token";

// Every page imports this, and pages are rendered on the server too. A browser that blocks
// cookies also blocks storage, and then the SDK throws in init.
if (typeof window !== "undefined" && navigator.cookieEnabled) {
  SuperTokens.init({
    appInfo: {
      appName: "Example",
      apiDomain: window.location.origin,
      apiBasePath: "/auth",
    },
    recipeList: [
      // The hook detects a session that is too large for a cookie.
      Session.init({ tokenTransferMethod: "cookie", postAPIHook: measure }),
    ],
  });
}
