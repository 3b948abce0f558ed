import { appendResponseHeader, setResponseHeader } from "@tanstack/react-start/server";
import type { CollectingResponse } from "supertokens-node/framework/custom";
import { setCookies } from "./deliver.ts";

/**
 * Adds the headers and cookies that the SDK has set to the response, and marks it as one user's
 * own. Without the mark a cache or CDN may store a page, or a `Set-Cookie`, and serve one user's
 * session to another.
 */
export function sendHeaders(collected: CollectingResponse): void {
  for (const [name, value] of collected.headers) {
    // Your own CORS settings may expose headers too.
    if (name === "access-control-expose-headers") appendResponseHeader(name, value);
    else setResponseHeader(name, value);
  }
  // One header for each cookie: browsers do not split a joined one.
  for (const cookie of setCookies(collected)) appendResponseHeader("Set-Cookie", cookie);
  setResponseHeader("Cache-Control", "private, no-store");
  appendResponseHeader("Vary", "Cookie");
}
