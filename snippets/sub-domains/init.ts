import { init } from "supertokens-node";
import { init as initSession } from "supertokens-node/recipe/session";
import "./core-timeout.ts";
import {
  apiOrigin,
  cookieDomain,
  coreUri,
  olderCookieDomain,
  websiteOrigin,
} from "./settings.ts";

// Both processes call it: the web server sets cookies too, on the first page after a
// refresh.
init({
  framework: "express",
  supertokens: { connectionURI: coreUri, apiKey: process.env.SUPERTOKENS_API_KEY },
  appInfo: {
    appName: "Example",
    apiDomain: apiOrigin,
    websiteDomain: websiteOrigin,
  },
  recipeList: [
    initSession({
      getTokenTransferMethod: () => "cookie",
      antiCsrf: "VIA_CUSTOM_HEADER",
      ...(cookieDomain && { cookieDomain }),
      ...(olderCookieDomain !== undefined && { olderCookieDomain }),
    }),
  ],
});
