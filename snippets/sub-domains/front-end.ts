import SuperTokens from "supertokens-web-js";
import Session from "supertokens-web-js/recipe/session";

/**
 * Starts the front-end SDK of a website whose API is on a neighbouring host.
 * @param apiOrigin such as "https://api.example.com"
 * @param domain what both hosts have in common, such as ".example.com"
 */
export function initFrontEnd(apiOrigin: string, domain: string): void {
  SuperTokens.init({
    appInfo: { appName: "Example", apiDomain: apiOrigin, apiBasePath: "/auth" },
    recipeList: [
      Session.init({
        tokenTransferMethod: "cookie",
        // The front token is a cookie as well: all websites of the domain see it.
        sessionTokenFrontendDomain: domain,
        // Calls to these hosts bring the session; without it, only those to apiDomain.
        sessionTokenBackendDomain: domain,
      }),
    ],
  });
}

/**
 * Renews the session, for the refresh page. The refresh that deletes the cookies of
 * olderCookieDomain brings no new ones, and the SDK throws: the next one does the work.
 */
export async function refreshSession(): Promise<boolean> {
  try {
    return await Session.attemptRefreshingSession();
  } catch {
    return Session.attemptRefreshingSession();
  }
}
