import { createContext, type RouterContextProvider } from "react-router";
import {
  CollectingResponse,
  errorHandler,
  type PreParsedRequest,
} from "supertokens-node/framework/custom";
import "./init.server.ts";
import { sdkRequest } from "./sdk-request.ts";

/** What the SDK reads, and what it writes to. */
export interface Sdk {
  request: PreParsedRequest;
  response: CollectingResponse;
}

/** One for each request. Reading it throws where the middleware has not run. */
export const sdkContext = createContext<Sdk>();

export function sdkOf(request: Request): Sdk {
  return { request: sdkRequest(request), response: new CollectingResponse() };
}

const handleError = errorHandler();

/** The SDK's response to what getSession threw: 401, or 403 for a claim. Rethrows every other error. */
export async function sessionErrorResponse(
  error: unknown,
  context: Readonly<RouterContextProvider>,
): Promise<Response> {
  const { request, response } = context.get(sdkContext);
  await handleError(error, request, response, (unknown) => {
    if (unknown) throw unknown;
  });
  return new Response(response.body, { status: response.statusCode });
}
