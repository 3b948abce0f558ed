/** The end of the year 9999 (ms): a `Date` and all formats of it can show every time until then. */
const latest = 253_402_300_799_999;

/** Throws for a time outside 1970 to 9999. Fractions of a ms are cut off. */
function checked(ms: number) {
  if (!(ms >= 0 && ms <= latest))
    throw new Error(`the clock must be from 0 to ${latest} ms (the year 9999), not ${ms}`);
  return Math.trunc(ms);
}

/** The clock that every comparison of times in the core reads (ms since the epoch). */
export type Clock = {
  /** The time now (ms). */
  now(): number;
  /** Stops the clock at `ms`; only `advance` moves it from there. Throws for a time outside 1970 to 9999. */
  set(ms: number): void;
  /** Moves the clock by `ms`; a running clock continues to run. Throws if it would leave 1970 to 9999. */
  advance(ms: number): void;
  /** Returns the clock to the real time, running. */
  reset(): void;
};

export type ClockState = { stoppedAt: number | null; offset: number };

export type CoreClock = Clock & { state(): ClockState; restore(state: ClockState): void };

export function createClock(): CoreClock {
  let state: ClockState = { stoppedAt: null, offset: 0 };
  return {
    now: () => state.stoppedAt ?? Date.now() + state.offset,
    set: (ms) => {
      state = { ...state, stoppedAt: checked(ms) };
    },
    advance: (ms) => {
      const real = Date.now();
      if (state.stoppedAt !== null) state.stoppedAt = checked(state.stoppedAt + ms);
      else state.offset = checked(real + state.offset + ms) - real;
    },
    reset: () => {
      state = { stoppedAt: null, offset: 0 };
    },
    state: () => state,
    restore: (saved) => {
      checked(saved.stoppedAt ?? Date.now() + saved.offset);
      state = saved;
    },
  };
}
