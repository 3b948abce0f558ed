import { init } from "supertokens-node";
import { init as initSession } from "supertokens-node/recipe/session";
import { appInfo } from "./config";

init({
  framework: "custom",
  supertokens: {
    connectionURI: process.env.SUPERTOKENS_CORE_URI ?? "http://localhost:3567",
    apiKey: process.env.SUPERTOKENS_API_KEY,
  },
  appInfo,
  recipeList: [
    initSession({
      getTokenTransferMethod: () => "cookie",
      // The middleware refreshes without the header that VIA_CUSTOM_HEADER asks for.
      antiCsrf: "NONE",
    }),
  ],
});
