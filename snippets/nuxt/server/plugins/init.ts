import { defineNitroPlugin } from "nitropack/runtime";
import { init } from "supertokens-node";
import { init as initSession } from "supertokens-node/recipe/session";
import { RolesClaim, updateRoles } from "../lib/claims.ts";
import { coreUri, origin } from "../lib/config.ts";

// A plugin, because Nitro leaves out a module that is imported for its side effects alone.
export default defineNitroPlugin(() => {
  init({
    framework: "custom",
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
        // State-changing requests must carry a header that another site's form cannot
        // set.
        antiCsrf: "VIA_CUSTOM_HEADER",
        override: {
          functions: (original) => ({
            ...original,
            // Puts the roles into every new session, so that a page can check them without a
            // call to the core.
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
            // Brings a role that was added or removed into a running session, within one
            // access-token lifetime at the latest.
            refreshSession: async (input) => {
              const session = await original.refreshSession(input);
              await updateRoles(session);
              return session;
            },
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
});
