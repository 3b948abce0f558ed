import {
  type RunningMockCore,
  type ServerOptions,
  startWith,
} from "../../mock-core/src/server.ts";
import { sessionsOnly } from "../../mock-core/src/session-parts.ts";

/**
 * What the lab needs of the mock core, with the recipes that the snippets of a sandbox use. In a sandbox this is the mock
 * core itself, bundled: see sandboxes/compose.ts.
 */
export const startMockCore = (options: ServerOptions): Promise<RunningMockCore> =>
  startWith(sessionsOnly, options);

export type { Control, LogEntry } from "../../mock-core/src/web.ts";
export type { RunningMockCore };
