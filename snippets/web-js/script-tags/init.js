import { measure } from "./front-token.js";
import { tabLock } from "./tab-lock.js";
import { limitCall } from "./time-limit.js";

/**
 * The script tags of the page have defined these two.
 * @typedef {object} Globals
 * @property {typeof import("supertokens-web-js")} supertokens
 * @property {typeof import("supertokens-web-js/recipe/session")} supertokensSession
 */
const globals = /** @type {Globals} */ (/** @type {unknown} */ (globalThis));

export const { supertokens, supertokensSession } = globals;

// A browser that blocks cookies blocks its storage too, and then the SDK throws as it
// starts.
if (navigator.cookieEnabled) {
  supertokens.init({
    appInfo: {
      appName: "Example",
      apiDomain: window.location.origin,
      apiBasePath: "/auth",
    },
    recipeList: [
      supertokensSession.init({
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
