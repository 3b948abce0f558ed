/** The clock that every comparison of times in the core reads (ms since the epoch). */
export type Clock = {
  /** The time now (ms). */
  now(): number;
  /** Stops the clock at `ms`; only `advance` moves it from there. */
  set(ms: number): void;
  /** Moves the clock by `ms`; a running one goes on running. */
  advance(ms: number): void;
  /** Back to the real time, running. */
  reset(): void;
};

type ClockState = { stoppedAt: number | null; offset: number };

export type CoreClock = Clock & { state(): ClockState; restore(state: ClockState): void };

export function createClock(): CoreClock {
  let state: ClockState = { stoppedAt: null, offset: 0 };
  return {
    now: () => state.stoppedAt ?? Date.now() + state.offset,
    set: (ms) => {
      state.stoppedAt = ms;
    },
    advance: (ms) => {
      if (state.stoppedAt === null) state.offset += ms;
      else state.stoppedAt += ms;
    },
    reset: () => {
      state = { stoppedAt: null, offset: 0 };
    },
    state: () => state,
    restore: (saved) => {
      state = saved;
    },
  };
}
