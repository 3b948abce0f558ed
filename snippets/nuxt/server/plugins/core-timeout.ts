import { defineNitroPlugin } from "nitropack/runtime";
import { coreUri } from "../lib/config.ts";

/** How long a call to the core may take, in ms. */
const limit = 5_000;

export default defineNitroPlugin(() => {
  const { fetch } = globalThis;

  // The SDK calls the core with the global fetch and no time limit: if the core accepts
  // connections but does not respond, every page that needs it hangs. With this limit the
  // call fails, and the visitor sees the error page.
  globalThis.fetch = (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    if (!url.startsWith(coreUri)) return fetch(input, init);
    const signals = [AbortSignal.timeout(limit), ...(init?.signal ? [init.signal] : [])];
    return fetch(input, { ...init, signal: AbortSignal.any(signals) });
  };
});
