import { inject } from "@angular/core";
import { type CanActivateFn, Router } from "@angular/router";
import Session from "supertokens-web-js/recipe/session";

/**
 * Lets a user through to a route that no server has rendered. Without a session it leads to
 * the refresh page, not to the login page: the SDK says "no session" also when the server
 * cannot be reached, and the refresh page tells the two apart. It spares a guest an empty
 * page; what is secret comes from an API that verifies the session.
 */
export const requireUser: CanActivateFn = async (_route, { url }) => {
  const router = inject(Router);
  // Renews the session where the SDK knows that the access token has expired.
  if (navigator.cookieEnabled && (await Session.doesSessionExist())) return true;
  return router.createUrlTree(["/refresh-session"], { queryParams: { redirectBack: url } });
};
