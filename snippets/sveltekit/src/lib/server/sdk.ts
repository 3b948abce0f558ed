import {
  CollectingResponse,
  errorHandler,
  type PreParsedRequest,
} from "supertokens-node/framework/custom";
import "./init.ts";
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

/**
 * The SDK's response to what getSession threw: 401, or 403 for a claim. Rethrows every
 * other error.
 */
export async function sessionErrorResponse(
  error: unknown,
  { request, response }: Sdk,
): Promise<Response> {
  await handleError(error, request, response, (unknown) => {
    if (unknown) throw unknown;
  });
  return new Response(response.body, { status: response.statusCode });
}
