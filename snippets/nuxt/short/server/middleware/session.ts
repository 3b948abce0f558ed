import { appendResponseHeader, defineEventHandler, getRequestURL } from "h3";
import { Error as SuperTokensError } from "supertokens-node";
import { withPreParsedRequestResponse } from "supertokens-node/custom";
import { getSession } from "supertokens-node/recipe/session";

/** The paths that need no session. Every other path needs one. */
const open = new Set(["/login", "/refresh-session", "/__nuxt_error"]);

export default defineEventHandler(async (event) => {
  const [path = ""] = event.path.split("?");
  if (open.has(path) || path.startsWith("/auth/")) return;
  const url = getRequestURL(event);
  const request = new Request(url, { headers: event.headers });
  const response = await withPreParsedRequestResponse(request, async (req, res) => {
    try {
      // A page load carries no anti-CSRF header, so none is checked.
      const session = await getSession(req, res, { antiCsrfCheck: false });
      event.context.userId = session.getUserId();
      return new Response();
    } catch (error) {
      const type = SuperTokensError.isErrorFromSuperTokens(error) && error.type;
      if (type !== "TRY_REFRESH_TOKEN" && type !== "UNAUTHORISED") throw error;
      const query = new URLSearchParams({ redirectBack: url.pathname + url.search });
      const headers = { Location: `/refresh-session?${query}` };
      return new Response(null, { status: 302, headers });
    }
  });
  response.headers.set("Cache-Control", "private, no-store");
  response.headers.append("Vary", "Cookie");
  if (response.status === 302) return response;
  for (const [name, value] of response.headers) appendResponseHeader(event, name, value);
});
