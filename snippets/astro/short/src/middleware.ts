import type { MiddlewareHandler } from "astro";
import { Error as SuperTokensError } from "supertokens-node";
import { withPreParsedRequestResponse } from "supertokens-node/custom";
import { getSession } from "supertokens-node/recipe/session";
import "./lib/init.ts";

/** The routes that need no session. Every other route needs one. */
const open = new Set(["/404", "/login", "/refresh-session", "/auth/[...path]"]);

export const onRequest: MiddlewareHandler = async (context, next) => {
  if (context.isPrerendered || open.has(context.routePattern)) return next();
  const response = await withPreParsedRequestResponse(context.request, async (req, res) => {
    try {
      // A page load carries no anti-CSRF header, so none is checked.
      context.locals.session = await getSession(req, res, { antiCsrfCheck: false });
    } catch (error) {
      const type = SuperTokensError.isErrorFromSuperTokens(error) && error.type;
      if (type !== "TRY_REFRESH_TOKEN" && type !== "UNAUTHORISED") throw error;
      const { pathname, search } = context.url;
      const query = new URLSearchParams({ redirectBack: pathname + search });
      return context.redirect(`/refresh-session?${query}`);
    }
    return next();
  });
  response.headers.set("Cache-Control", "private, no-store");
  response.headers.append("Vary", "Cookie");
  return response;
};
