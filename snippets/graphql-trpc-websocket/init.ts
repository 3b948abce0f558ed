import { init } from "supertokens-node";
import { init as initSession } from "supertokens-node/recipe/session";
import { coreUri, origin } from "./config.ts";
import "./core-timeout.ts";

init({
  framework: "express",
  supertokens: { connectionURI: coreUri, apiKey: process.env.SUPERTOKENS_API_KEY },
  appInfo: { appName: "Example", apiDomain: origin, websiteDomain: origin },
  recipeList: [
    initSession({
      getTokenTransferMethod: () => "cookie",
      // State-changing requests must carry a header that another site's form cannot set.
      antiCsrf: "VIA_CUSTOM_HEADER",
    }),
  ],
});
