import { init } from "supertokens-node";
import { init as initSession } from "supertokens-node/recipe/session";
import { appInfo } from "./config";
import "./core-timeout";
import { coreUri } from "./core-uri";

init({
  framework: "custom",
  supertokens: {
    connectionURI: coreUri,
    apiKey: process.env.SUPERTOKENS_API_KEY,
  },
  appInfo,
  recipeList: [
    initSession({
      getTokenTransferMethod: () => "cookie",
      // The middleware refreshes without the header that VIA_CUSTOM_HEADER asks for. The proxy
      // refuses what other sites send, other than by GET.
      antiCsrf: "NONE",
    }),
  ],
});
