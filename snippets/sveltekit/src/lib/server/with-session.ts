import type { RequestEvent, RequestHandler } from "@sveltejs/kit";
import { getSession, type SessionContainer } from "supertokens-node/recipe/session";
import { sessionErrorResponse } from "./sdk.ts";

/**
 * An endpoint for the user of a session. The SDK responds 401 without one, and 403 to a claim
 * that fails, also where the handler asserts it. SvelteKit would respond 500 to both.
 */
export function withSession(
  handler: (session: SessionContainer, event: RequestEvent) => Promise<Response>,
): RequestHandler {
  return async (event) => {
    const { sdk } = event.locals;
    try {
      return await handler(await getSession(sdk.request, sdk.response), event);
    } catch (error) {
      return await sessionErrorResponse(error, sdk);
    }
  };
}
