import type { APIRoute } from "astro";
import { errorPage } from "./error-page.ts";
import { sessionErrorResponse } from "./sdk.ts";

/**
 * Makes an endpoint of a handler that uses the SDK: the response to what getSession and
 * assertClaims throw is 401 or 403. Astro would respond 500.
 */
export function endpoint(handler: APIRoute): APIRoute {
  return async (context) => {
    try {
      return await handler(context);
    } catch (error) {
      return (
        (await sessionErrorResponse(error, context.locals.sdk)) ?? errorPage(error, context)
      );
    }
  };
}
