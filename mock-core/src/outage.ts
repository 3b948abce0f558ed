import { type Answer, type Call, json, text } from "./http.ts";
import { matches } from "./request-log.ts";

/**
 * How the core fails:
 * - refuse: nothing listens; with `paths`, the connections of those requests are dropped instead
 * - hang: no answer, until `recover` drops the connection
 * - slow: the right answer after `delayMs`
 * - reset: half of the right answer, then the connection breaks
 * - error: `status` (500) and a text, nothing done
 * - too-many-requests: 429, as a gateway in front of the core gives it, nothing done
 * - malformed: status 200 and half of a JSON text, nothing done
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
  /** Which requests it strikes; default all. A text as in `RequestMatch`, or a pattern for the path. */
  paths?: string | RegExp | undefined;
  /** Delay of mode slow (ms). Default 1000. */
  delayMs?: number | undefined;
  /** Status of mode error. Default 500. */
  status?: number | undefined;
  /** After how many requests it is over by itself. Default: only `recover` ends it. */
  times?: number | undefined;
};

/** An answer, possibly cut off half way; null for a connection dropped without one. */
export type Outcome = (Answer & { cut?: boolean }) | null;

export function createOutages() {
  let current: Outage | undefined;
  let left = 0;
  const hanging = new Set<() => void>();
  return {
    start(outage: Outage): void {
      current = outage;
      left = outage.times ?? Number.POSITIVE_INFINITY;
    },
    /** Ends the outage and drops what hangs. */
    end(): void {
      current = undefined;
      for (const drop of hanging) drop();
      hanging.clear();
    },
    /** Answers a call, failing as the outage says. */
    async through(call: Call, answer: () => Promise<Answer>): Promise<Outcome> {
      if (current === undefined || !matches(call, current.paths)) return answer();
      const { mode, delayMs = 1000, status = 500 } = current;
      left--;
      if (left <= 0) current = undefined;
      switch (mode) {
        case "refuse":
          return null;
        case "hang":
          await new Promise<void>((resolve) => hanging.add(resolve));
          return null;
        case "slow":
          await new Promise((resolve) => setTimeout(resolve, delayMs));
          return answer();
        case "reset":
          return { ...(await answer()), cut: true };
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
