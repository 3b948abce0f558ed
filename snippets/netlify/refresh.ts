import { Error as SuperTokensError } from "supertokens-node";
import { Error as SessionError } from "supertokens-node/recipe/session";
import { redirect } from "./answer.ts";

/**
 * Both outcomes lead to the refresh page. With TRY_REFRESH_TOKEN the access token has
 * expired and a refresh renews it. With UNAUTHORISED there is no session: the refresh
 * fails, and that is what tells the front end to forget the session it may still believe
 * in. Sent straight to the login page, it could come back forever.
 */
export function needsRefresh(error: unknown): boolean {
  return (
    SuperTokensError.isErrorFromSuperTokens(error) &&
    (error.type === SessionError.TRY_REFRESH_TOKEN || error.type === SessionError.UNAUTHORISED)
  );
}

/**
 * Sends the browser to the refresh page, which comes back to this very address, query
 * string included. With `optional` it comes back without a session too; otherwise it goes
 * on to the login page.
 */
export function redirectToRefresh(request: Request, { optional = false } = {}): Response {
  const { pathname, search } = new URL(request.url);
  const query = new URLSearchParams({ redirectBack: pathname + search });
  if (optional) query.set("optional", "true");
  return redirect(`/refresh-session?${query}`, 302);
}
