import type { Handle } from "@sveltejs/kit/hooks";
import { Error as SuperTokensError } from "supertokens-node";
import { withPreParsedRequestResponse } from "supertokens-node/custom";
import { getSession } from "supertokens-node/recipe/session";
import "./lib/server/init.ts";

/** The routes that need no session; null is "Not found". Every other route needs one. */
const open = new Set([null, "/login", "/refresh-session", "/auth/[...path]"]);

export const handle: Handle = async ({ event, resolve }) => {
  // A remote function states the route that it is called from, and can state any.
  if (open.has(event.route.id) && !event.isRemoteRequest) return resolve(event);
  const response = await withPreParsedRequestResponse(event.request, async (req, res) => {
    try {
      // A page load carries no anti-CSRF header, so none is checked.
      event.locals.session = await getSession(req, res, { antiCsrfCheck: false });
    } catch (error) {
      const type = SuperTokensError.isErrorFromSuperTokens(error) && error.type;
      if (type !== "TRY_REFRESH_TOKEN" && type !== "UNAUTHORISED") throw error;
      const { pathname, search } = event.url;
      const query = new URLSearchParams({ redirectBack: pathname + search });
      const headers = { Location: `/refresh-session?${query}` };
      return new Response(null, { status: 302, headers });
    }
    return resolve(event);
  });
  response.headers.set("Cache-Control", "private, no-store");
  response.headers.append("Vary", "Cookie");
  return response;
};
