import { coreUri } from "./core-uri";

/** How long a call to the core may take, in ms. */
const limit = 5_000;

declare global {
  var coreTimeout: number | undefined;
}

// The SDK calls the core with the global fetch and no time limit: if the core accepts
// connections but does not respond, a refresh hangs, and so does the page that waits for it.
// Several bundles in one process have a copy of this file each: the first one sets the limit
// for all.
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
