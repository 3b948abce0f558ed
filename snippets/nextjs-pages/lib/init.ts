import { init } from "supertokens-node";
import { init as initSession } from "supertokens-node/recipe/session";
import { RolesClaim, updateRoles } from "./claims";
import { coreUri, origin } from "./config";
import "./core-timeout";

// Pages and API routes are two bundles with a copy of this file each. The SDK is in neither: it
// is loaded once and keeps the first call. An override must not read a variable of a module,
// since the rest of the app may write to another copy. See users.ts.
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

// Take the SDK's functions from here, so that it has been initialised. And never import
// this file for its effect alone: such an import stays in what a page sends to the browser,
// and the whole SDK with it.
export { createNewSession, getSession } from "supertokens-node/recipe/session";
