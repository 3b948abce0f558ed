import { Error as SuperTokensError } from "supertokens-node";
import { withPreParsedRequestResponse } from "supertokens-node/custom";
import { getSession, type SessionContainer } from "supertokens-node/recipe/session";

/**
 * Responds with a page for its visitor's session; without one, sends the browser to the refresh
 * page. A page load carries no anti-CSRF header, so none is checked.
 */
export async function withPageSession(
  request: Request,
  page: (session: SessionContainer) => Promise<Response>,
): Promise<Response> {
  const response = await withPreParsedRequestResponse(request, async (req, res) => {
    try {
      return await page(await getSession(req, res, { antiCsrfCheck: false }));
    } catch (error) {
      const type = SuperTokensError.isErrorFromSuperTokens(error) && error.type;
      if (type !== "TRY_REFRESH_TOKEN" && type !== "UNAUTHORISED") throw error;
      const { pathname, search } = new URL(request.url);
      const query = new URLSearchParams({ redirectBack: pathname + search });
      const headers = { Location: `/refresh-session?${query}` };
      return new Response(null, { status: 302, headers });
    }
  });
  response.headers.set("Cache-Control", "private, no-store");
  response.headers.append("Vary", "Cookie");
  return response;
}
