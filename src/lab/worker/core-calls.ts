import type { LogEntry } from "../../../mock-core/src/request-log.ts";
import type { CoreExchange } from "../../../results/runs.ts";

/** Calls to the core as they were, without the bodies of keys: nobody reads a modulus. */
export function coreCalls(entries: readonly LogEntry[]): CoreExchange[] {
  return entries.map(({ method, path, body, status, responseBody }) => ({
    request: { method, path, headers: {}, ...(body !== undefined && { body }) },
    response: {
      status: status ?? 0,
      ...(!path.endsWith("/jwks.json") && { body: responseBody }),
    },
  }));
}
