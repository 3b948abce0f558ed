import { defineNitroPlugin } from "nitropack/runtime";
import { init } from "supertokens-node";
import { init as initSession } from "supertokens-node/recipe/session";

const origin = process.env.ORIGIN ?? `http://localhost:${process.env.PORT ?? "3000"}`;

export default defineNitroPlugin(() => {
  init({
    framework: "custom",
    supertokens: {
      connectionURI: process.env.SUPERTOKENS_CORE_URI ?? "http://localhost:3567",
      apiKey: process.env.SUPERTOKENS_API_KEY,
    },
    appInfo: { appName: "Example", apiDomain: origin, websiteDomain: origin },
    recipeList: [initSession()],
  });
});
