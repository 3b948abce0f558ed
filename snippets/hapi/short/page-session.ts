import type { ServerAuthScheme } from "@hapi/hapi";
import { Error as SuperTokensError } from "supertokens-node";
import { wrapResponse } from "supertokens-node/framework/hapi";
import { getSession, type SessionContainer } from "supertokens-node/recipe/session";

export interface WithSession {
  AuthCredentialsExtra: { session: SessionContainer };
}

/** An authentication scheme for pages: without a session, sends the browser to the refresh page. */
export const pageSession: ServerAuthScheme = () => ({
  authenticate: async (request, h) => {
    const response = wrapResponse(h);
    response.setHeader("cache-control", "private, no-store", false);
    response.setHeader("vary", "cookie", true);
    try {
      // A page load carries no anti-CSRF header.
      const session = await getSession(request, h, { antiCsrfCheck: false });
      return h.authenticated({ credentials: { session } });
    } catch (error) {
      const type = SuperTokensError.isErrorFromSuperTokens(error) && error.type;
      if (type !== "TRY_REFRESH_TOKEN" && type !== "UNAUTHORISED") throw error;
      const { pathname, search } = request.url;
      const query = new URLSearchParams({ redirectBack: pathname + search });
      return h.redirect(`/refresh-session?${query}`).takeover();
    }
  },
});
