import { isHttpError, isRedirect, type RequestHandler } from "@sveltejs/kit";
import { errorPage } from "./error-page.ts";
import { sessionErrorResponse } from "./sdk.ts";

/**
 * Makes an endpoint of a handler that uses the SDK: the response to what getSession and
 * assertClaims throw is 401 or 403. SvelteKit would respond 500.
 */
export function endpoint(handler: RequestHandler): RequestHandler {
  return async (event) => {
    try {
      return await handler(event);
    } catch (error) {
      if (isRedirect(error) || isHttpError(error)) throw error;
      return (await sessionErrorResponse(error, event.locals.sdk)) ?? errorPage(error, event);
    }
  };
}
