import { createMiddleware } from "hono/factory";
import { CollectingResponse, type PreParsedRequest } from "supertokens-node/framework/custom";
import { deliver } from "./deliver.ts";
import { sdkRequest } from "./sdk-request.ts";

/** What the SDK reads, and what it writes to. */
export interface Sdk {
  request: PreParsedRequest;
  response: CollectingResponse;
}

/** What `superTokens` adds to the context for the handlers after it. */
export interface SdkEnv {
  Variables: { sdk: Sdk };
}

/**
 * Adds what the SDK has set to every response: a page, a redirect, a stream, and the
 * response of `onError` to what a handler throws.
 */
export const superTokens = createMiddleware<SdkEnv>(async (c, next) => {
  const sdk = { request: sdkRequest(c.req.raw), response: new CollectingResponse() };
  c.set("sdk", sdk);
  await next();
  const delivered = deliver(c.res, sdk.response);
  // Hono copies the headers of an earlier response over those of a new one: without this line
  // a cookie of yours would replace those of the SDK.
  c.res = undefined;
  c.res = delivered;
});
