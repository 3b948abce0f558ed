import { inject } from "@angular/core";
import { type CanActivateFn, Router } from "@angular/router";
import Session from "supertokens-web-js/recipe/session";

/**
 * Guards a route that no server renders. Without a session it leads to the refresh page,
 * not to the login page: the SDK also reports no session when the server cannot be reached,
 * and the refresh page tells the two apart. The guard only spares a guest an empty page;
 * secrets come from an API that verifies the session.
 */
export const requireUser: CanActivateFn = async (_route, { url }) => {
  const router = inject(Router);
  // Renews the session where the SDK knows that the access token has expired.
  if (navigator.cookieEnabled && (await Session.doesSessionExist())) return true;
  return router.createUrlTree(["/refresh-session"], { queryParams: { redirectBack: url } });
};
