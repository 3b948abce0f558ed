import { defineEventHandler, type EventHandler, type H3Event, toWebRequest } from "h3";
import { deliver } from "./deliver.ts";
import { errorPage } from "./error-page.ts";
import { type Sdk, sdkOf, sessionErrorResponse } from "./sdk.ts";

/**
 * Makes an event handler of a function that uses the SDK: the response to what getSession and
 * assertClaims throw is 401 or 403. Nuxt would respond 500.
 */
export function endpoint(
  handle: (request: Request, sdk: Sdk, event: H3Event) => Promise<Response>,
): EventHandler<Request, Promise<Response>> {
  return defineEventHandler(async (event) => {
    const request = toWebRequest(event);
    const sdk = sdkOf(request);
    let response: Response;
    try {
      response = await handle(request, sdk, event);
    } catch (error) {
      response = (await sessionErrorResponse(error, sdk)) ?? errorPage(error, event);
    }
    return deliver(response, sdk.response);
  });
}
