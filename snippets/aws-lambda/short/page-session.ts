import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { Error as SuperTokensError } from "supertokens-node";
import { getSession, type SessionContainer } from "supertokens-node/recipe/session";

type Page = (session: SessionContainer) => APIGatewayProxyStructuredResultV2;

/** Responds with a page for its visitor's session; without one, sends the browser to the refresh page. */
export async function withPageSession(event: APIGatewayProxyEventV2, page: Page) {
  const headers = { "Cache-Control": "private, no-store", Vary: "Cookie" };
  // The SDK looks for a second access token only in the header.
  const cookie = event.cookies?.join("; ");
  const request = { ...event, headers: { ...event.headers, cookie } };
  try {
    // A page load carries no anti-CSRF header.
    const result = page(await getSession(request, event, { antiCsrfCheck: false }));
    return { ...result, headers: { ...result.headers, ...headers } };
  } catch (error) {
    const type = SuperTokensError.isErrorFromSuperTokens(error) && error.type;
    if (type !== "TRY_REFRESH_TOKEN" && type !== "UNAUTHORISED") throw error;
    const search = event.rawQueryString && `?${event.rawQueryString}`;
    const query = new URLSearchParams({ redirectBack: event.rawPath + search });
    return { statusCode: 302, headers: { ...headers, Location: `/refresh-session?${query}` } };
  }
}
