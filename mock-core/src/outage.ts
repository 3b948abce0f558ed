import { type Answer, type Call, json, text } from "./http.ts";
import { matches } from "./request-log.ts";

/**
 * How the core fails:
 * - refuse: nothing listens; with `paths`, those connections are dropped
 * - hang: no answer, until `recover` drops the connection
 * - slow: the right answer after `delayMs`
 * - reset: half of the right answer, then the connection breaks
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
  /** Which requests it strikes, as in `RequestMatch`. Default all. */
  paths?: string | RegExp;
  /** Delay of mode slow (ms). Default 1000. */
  delayMs?: number;
  /** Status of mode error. Default 500. */
  status?: number;
  /** How many requests it strikes. Default: until `recover`. */
  times?: number;
};

/** Null for a connection dropped without an answer. */
export type Outcome = (Answer & { cut?: boolean }) | null;

export function createOutages() {
  let current: Outage | undefined;
  let left = 0;
  const hanging = new Set<() => void>();
  return {
    start(outage: Outage) {
      current = outage;
      left = outage.times ?? Number.POSITIVE_INFINITY;
    },
    end() {
      current = undefined;
      for (const drop of hanging) drop();
      hanging.clear();
    },
    async through(call: Call, answer: () => Promise<Answer>) {
      if (!current || !matches(call, current.paths)) return answer();
      const { mode, delayMs = 1000, status = 500 } = current;
      if (--left <= 0) current = undefined;
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
