import { everything } from "./recipes.ts";
import { type RunningMockCore, type ServerOptions, startWith } from "./server.ts";

/**
 * Starts a mock core on a port. Rejects with the system's error when it cannot listen, and with an Error of one line
 * for an option the core would refuse.
 */
export const startMockCore = (options: ServerOptions = {}): Promise<RunningMockCore> =>
  startWith(everything, options);
