import {
  CollectingResponse,
  errorHandler,
  type PreParsedRequest,
} from "supertokens-node/framework/custom";
import { deliver } from "./deliver.ts";
import { errorPage } from "./error-page.ts";
import "./init.ts";
import { requestOf } from "./request.ts";
import { withErrorPage } from "./netlify-function.ts";

/** What the SDK reads, and what it writes to. */
export interface Sdk {
  request: PreParsedRequest;
  response: CollectingResponse;
}

/**
 * Makes a function for Netlify of a handler that uses the SDK. What getSession threw
 * becomes 401 or 403, and every answer gets what the SDK has set, the error page too.
 */
export function withSuperTokens(handler: (request: Request, sdk: Sdk) => Promise<Response>) {
  return withErrorPage(async (request) => {
    const sdk = { request: requestOf(request), response: new CollectingResponse() };
    let answer: Response;
    try {
      answer = await handler(request, sdk);
    } catch (error) {
      answer = (await sessionError(error, sdk)) ?? errorPage(error, request);
    }
    return deliver(answer, sdk.response);
  });
}

const answerError = errorHandler();

/** The SDK's answer to what getSession threw; undefined for what it does not know. */
async function sessionError(
  error: unknown,
  { request, response }: Sdk,
): Promise<Response | undefined> {
  let known = true;
  await answerError(error, request, response, (unknown) => {
    if (unknown) known = false;
  });
  return known ? new Response(response.body, { status: response.statusCode }) : undefined;
}
