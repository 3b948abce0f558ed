import { coreUri } from "./config";

/** How long a call to the core may take, in ms. */
const limit = 5_000;

declare global {
  var coreTimeout: number | undefined;
}

// The SDK calls the core with the global fetch and no time limit: if the core accepts
// connections but does not respond, every page that needs it hangs. With this limit the call
// fails, and the visitor sees the error page. The proxy and the pages are two bundles in one
// process, with a copy of this file each: the first one sets the limit for both.
if (globalThis.coreTimeout === undefined) {
  globalThis.coreTimeout = limit;
  const { fetch } = globalThis;
  globalThis.fetch = (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    if (!url.startsWith(coreUri)) return fetch(input, init);
    const signals = [AbortSignal.timeout(limit), ...(init?.signal ? [init.signal] : [])];
    return fetch(input, { ...init, signal: AbortSignal.any(signals) });
  };
}
