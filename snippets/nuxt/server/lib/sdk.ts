import {
  CollectingResponse,
  errorHandler,
  type PreParsedRequest,
} from "supertokens-node/framework/custom";
import { sdkRequest } from "./sdk-request.ts";

/** What the SDK reads, and what it writes to. */
export interface Sdk {
  request: PreParsedRequest;
  response: CollectingResponse;
}

export function sdkOf(request: Request): Sdk {
  return { request: sdkRequest(request), response: new CollectingResponse() };
}

const handleError = errorHandler();

/** The SDK's response to what getSession threw; undefined for any other error. */
export async function sessionErrorResponse(
  error: unknown,
  { request, response }: Sdk,
): Promise<Response | undefined> {
  let known = true;
  await handleError(error, request, response, (unknown) => {
    if (unknown) known = false;
  });
  return known ? new Response(response.body, { status: response.statusCode }) : undefined;
}
