import { Error as SuperTokensError } from "supertokens-node";
import { CollectingResponse } from "supertokens-node/framework/custom";
import { getSession, type SessionContainer } from "supertokens-node/recipe/session";
import { deliver } from "./deliver.ts";
import { sdkRequest } from "./sdk-request.ts";

type Page = (session: SessionContainer) => Response | Promise<Response>;

/** Responds with a page for its visitor's session; without one, redirects to the refresh page. */
export async function withPageSession(request: Request, page: Page): Promise<Response> {
  const collected = new CollectingResponse();
  const response = deliver(await respond(request, page, collected), collected);
  response.headers.set("Cache-Control", "private, no-store");
  response.headers.append("Vary", "Cookie");
  return response;
}

async function respond(request: Request, page: Page, collected: CollectingResponse) {
  try {
    // A page load carries no anti-CSRF header.
    const options = { antiCsrfCheck: false };
    return await page(await getSession(sdkRequest(request), collected, options));
  } catch (error) {
    const type = SuperTokensError.isErrorFromSuperTokens(error) && error.type;
    if (type !== "TRY_REFRESH_TOKEN" && type !== "UNAUTHORISED") throw error;
    const { pathname, search } = new URL(request.url);
    const query = new URLSearchParams({ redirectBack: pathname + search });
    const headers = { Location: `/refresh-session?${query}` };
    return new Response(null, { status: 302, headers });
  }
}
