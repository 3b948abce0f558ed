import { init } from "supertokens-node";
import { init as initSession } from "supertokens-node/recipe/session";
import { RolesClaim } from "./claims";
import { coreUri, origin } from "./config";

init({
  framework: "express",
  supertokens: {
    connectionURI: coreUri,
    apiKey: process.env.SUPERTOKENS_API_KEY,
  },
  appInfo: {
    appName: "Example",
    apiDomain: origin,
    websiteDomain: origin,
  },
  recipeList: [
    initSession({
      // A browser sends cookies with a page load, never an Authorization header: SSR needs
      // cookies.
      getTokenTransferMethod: () => "cookie",
      // Requests that change something must carry a header that a foreign site's form
      // cannot set.
      antiCsrf: "VIA_CUSTOM_HEADER",
      override: {
        functions: (original) => ({
          ...original,
          // Put the roles into every new session, so that a page can check them without
          // asking anybody.
          createNewSession: async (input) =>
            original.createNewSession({
              ...input,
              accessTokenPayload: {
                ...input.accessTokenPayload,
                ...(await RolesClaim.build(
                  input.userId,
                  input.recipeUserId,
                  input.tenantId,
                  input.accessTokenPayload,
                  input.userContext,
                )),
              },
            }),
          // Checked by getSession and verifySession everywhere, unless a route overrides
          // it.
          getGlobalClaimValidators: async (input) => [
            ...input.claimValidatorsAddedByOtherRecipes,
            RolesClaim.validators.excludes("suspended"),
          ],
        }),
      },
    }),
  ],
});

// Take the SDK's functions from here, so that it has been initialised. And never import
// this file for its effect alone: such an import stays in what a page sends to the browser,
// and the whole SDK with it.
export { createNewSession, getSession } from "supertokens-node/recipe/session";
