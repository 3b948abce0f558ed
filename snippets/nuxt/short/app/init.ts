import SuperTokens from "supertokens-web-js";
import Session from "supertokens-web-js/recipe/session";

SuperTokens.init({
  appInfo: {
    appName: "Example",
    apiDomain: window.location.origin,
    apiBasePath: "/auth",
  },
  recipeList: [Session.init()],
});
