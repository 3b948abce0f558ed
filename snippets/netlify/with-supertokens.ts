import {
  CollectingResponse,
  errorHandler,
  type PreParsedRequest,
} from "supertokens-node/framework/custom";
import { deliver } from "./deliver.ts";
import { errorPage } from "./error-page.ts";
import "./init.ts";
import { netlifyFunction } from "./netlify-function.ts";
import { sdkRequest } from "./sdk-request.ts";

/** What the SDK reads, and what it writes to. */
export interface Sdk {
  request: PreParsedRequest;
  response: CollectingResponse;
}

/**
 * Makes a Netlify function from a handler that uses the SDK. An error of getSession
 * becomes 401 or 403, and every response, including the error page, gets the headers
 * and cookies that the SDK has set.
 */
export function withSuperTokens(handler: (request: Request, sdk: Sdk) => Promise<Response>) {
  return netlifyFunction(async (request) => {
    const sdk = { request: sdkRequest(request), response: new CollectingResponse() };
    let response: Response;
    try {
      response = await handler(request, sdk);
    } catch (error) {
      response = (await sessionError(error, sdk)) ?? errorPage(error, request);
    }
    return deliver(response, sdk.response);
  });
}

const handleError = errorHandler();

/** The SDK's response to what getSession threw; undefined for any other error. */
async function sessionError(
  error: unknown,
  { request, response }: Sdk,
): Promise<Response | undefined> {
  let known = true;
  await handleError(error, request, response, (unknown) => {
    if (unknown) known = false;
  });
  return known ? new Response(response.body, { status: response.statusCode }) : undefined;
}
