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

// A browser that blocks cookies also blocks storage, and then the SDK throws in init.
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
