import type { ReqRef, Request } from "@hapi/hapi";
import { CollectingResponse } from "supertokens-node/framework/custom";
import { wrapRequest } from "supertokens-node/framework/hapi";

/** What the SDK reads. */
export function requestOf<Refs extends ReqRef>(request: Request<Refs>) {
  return wrapRequest(request);
}

const responses = new WeakMap<object, CollectingResponse>();

/**
 * What the SDK writes to. It is stored on the request, and `deliver` adds it to
 * whichever response is sent.
 */
export function responseOf<Refs extends ReqRef>(request: Request<Refs>): CollectingResponse {
  const response = responses.get(request) ?? new CollectingResponse();
  responses.set(request, response);
  return response;
}
