import { appendResponseHeader, type H3Event } from "h3";
import type { CollectingResponse } from "supertokens-node/framework/custom";
import { deliver } from "./deliver.ts";

/**
 * Adds the headers and cookies that the SDK has set to the response, whatever the response is
 * going to be: a page, a redirect or an error.
 */
export function deliverTo(event: H3Event, collected: CollectingResponse): void {
  // One entry for each cookie: browsers do not split a joined one.
  for (const [name, value] of deliver(new Response(), collected).headers) {
    appendResponseHeader(event, name, value);
  }
}
