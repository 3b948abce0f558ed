import { type Call, type CoreResponse, json, text } from "./http.ts";
import { matches } from "./request-log.ts";

/**
 * How the core fails:
 * - refuse: nothing listens; with `paths`, those connections are dropped
 * - hang: the core accepts the connection and never responds; `recover` and `close` drop the connection
 * - slow: the right response after `delayMs`
 * - reset: half of the right response, then the connection breaks
 * - error: `status` (500) and a text; nothing is done
 * - too-many-requests: 429, as of a gateway; nothing is done
 * - malformed: status 200 and half of a JSON text; nothing is done
 */
export type OutageMode = (typeof outageModes)[number];

export const outageModes = [
  "refuse",
  "hang",
  "slow",
  "reset",
  "error",
  "too-many-requests",
  "malformed",
] as const;

export type Outage = {
  mode: OutageMode;
  /** The requests that fail, as in `RequestMatch`. Default all. */
  paths?: string | RegExp;
  /** Delay of mode slow (ms). Default 1000. */
  delayMs?: number;
  /** Status of mode error. Default 500. */
  status?: number;
  /** How many requests fail. Default: all until `recover`. */
  times?: number;
};

/** Null for a connection dropped without a response. */
export type Outcome = (CoreResponse & { cut?: boolean }) | null;

export function createOutages() {
  let current: Outage | undefined;
  let left = 0;
  /** Ends the wait of each request that hangs or is slow. */
  const waiting = new Set<() => void>();
  const wait = async (ms?: number) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let end = () => {};
    await new Promise<void>((resolve) => {
      end = resolve;
      waiting.add(end);
      if (ms !== undefined) timer = setTimeout(end, ms);
    });
    clearTimeout(timer);
    waiting.delete(end);
  };
  return {
    start(outage: Outage) {
      current = outage;
      left = outage.times ?? Number.POSITIVE_INFINITY;
    },
    end() {
      current = undefined;
      for (const end of waiting) end();
    },
    async through(call: Call, respond: () => Promise<CoreResponse>) {
      if (!current || !matches(call, current.paths)) return respond();
      const { mode, delayMs = 1000, status = 500 } = current;
      if (--left <= 0) current = undefined;
      switch (mode) {
        case "refuse":
          return null;
        case "hang":
          await wait();
          return null;
        case "slow":
          await wait(delayMs);
          return respond();
        case "reset":
          return { ...(await respond()), cut: true };
        case "error":
          return text("Internal Error", status);
        case "too-many-requests":
          return text("Too Many Requests", 429);
        case "malformed":
          return { ...json({}), body: '{"status":"O' };
      }
    },
  };
}
