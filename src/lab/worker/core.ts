import type { ContractCore } from "../../../contract/core.ts";
import { createWith } from "../../../mock-core/src/mock-core.ts";
import type { LogEntry } from "../../../mock-core/src/request-log.ts";
import { sessionsOnly } from "../../../mock-core/src/session-parts.ts";
import type { Control } from "../../../mock-core/src/web.ts";

/** Where the web server calls the core. No request leaves the worker. */
export const coreUri = "http://localhost:3567";
export const apiKey = "api-key-of-the-lab-in-the-page";

/** The calls to the core since a request began; several may be open at once. */
export interface OpenRequest {
  calls: LogEntry[];
}

const open: OpenRequest[] = [];

/** Notes the calls to the core from here on, until `end` is called. */
export function noteCalls(): { calls: LogEntry[]; end(): void } {
  const request: OpenRequest = { calls: [] };
  open.push(request);
  return {
    calls: request.calls,
    end: () => void open.splice(open.indexOf(request), 1),
  };
}

const core = createWith(sessionsOnly, {
  apiKeys: [apiKey],
  onRequest(entry) {
    // Nothing says which of two open requests a call belongs to. Those that run at once do the same: in turns.
    const [fewest] = [...open].sort((a, b) => a.calls.length - b.calls.length);
    fewest?.calls.push(entry);
  },
});

/** With a core that is down nothing listens: a call reaches no log. */
let down = false;

/** What a scenario and a reader do to the core. */
export const control: Control & ContractCore["control"] = Object.assign(
  Object.create(core.control) as Control & ContractCore["control"],
  {
    async outage(outage: Parameters<Control["outage"]>[0]) {
      await core.control.outage(outage);
      down = outage.mode === "refuse" && !outage.paths;
    },
    async recover() {
      down = false;
      await core.control.recover();
    },
  },
);

/** In place of the network: only the core is there. */
export async function fetchFromCore(
  input: RequestInfo | URL,
  init?: RequestInit,
): Promise<Response> {
  const request = new Request(input, init);
  if (new URL(request.url).origin !== coreUri || down) throw new TypeError("fetch failed");
  const { signal } = request;
  const aborted = new Promise<never>((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason));
  });
  return Promise.race([core.fetch(request), aborted]);
}
