import { createContext, type MiddlewareFunction, redirectDocument } from "react-router";
import { Error as SuperTokensError } from "supertokens-node";
import { withPreParsedRequestResponse } from "supertokens-node/custom";
import { getSession, type SessionContainer } from "supertokens-node/recipe/session";
import "./init.server";

/** The routes that need no session, as named in app/routes.ts. Every other route needs one. */
const open = new Set(["login", "refresh-session", "auth/*"]);

export const sessionContext = createContext<SessionContainer>();

export const requireSession: MiddlewareFunction<Response> = async (args, next) => {
  if (open.has(args.pattern)) return next();
  const response = await withPreParsedRequestResponse(args.request, async (req, res) => {
    try {
      // A page load carries no anti-CSRF header, so none is checked.
      args.context.set(sessionContext, await getSession(req, res, { antiCsrfCheck: false }));
    } catch (error) {
      const type = SuperTokensError.isErrorFromSuperTokens(error) && error.type;
      if (type !== "TRY_REFRESH_TOKEN" && type !== "UNAUTHORISED") throw error;
      const { pathname, search } = args.url;
      // Here a "+" is always a space.
      const query = new URLSearchParams({
        redirectBack: pathname + search.replaceAll("+", "%20"),
      });
      return redirectDocument(`/refresh-session?${query}`);
    }
    return next();
  });
  response.headers.set("Cache-Control", "private, no-store");
  response.headers.append("Vary", "Cookie");
  return response;
};
