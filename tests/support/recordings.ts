import { expect } from "vitest";
import { recorded } from "../../contract/recorded.ts";
import { readAllRuns, readRuns, runsFile, writeRun } from "../../results/run-files.ts";
import { type Exchange, exchangesOf } from "../../results/runs.ts";

/** Set by `npm run verify`: record anew. */
export const update = process.env.VERIFY === "update";

/** The recorded runs of one framework, which its tests compare with what they see, or write anew. */
export class Recordings {
  readonly #framework: string;
  readonly #written = new Set<string>();

  constructor(framework: string) {
    this.#framework = framework;
  }

  /**
   * What has happened is what `results/runs/<scenario>.json` says. To record anew writes it there first, but once: variants of
   * a front end share their runs, and the second is held to the first.
   */
  expectSame(scenario: string, exchanges: readonly Exchange[]): void {
    const now = exchanges.map(recorded);
    if (update && !this.#written.has(scenario)) writeRun(scenario, this.#framework, now);
    this.#written.add(scenario);
    expect(
      now,
      `${runsFile(scenario)} has another run of ${this.#framework}. If this one is right: npm run verify -- ${this.#framework}`,
    ).toEqual(exchangesOf(readRuns(scenario), this.#framework));
  }

  /** No run is left of a scenario that the framework no longer has; to record anew takes those out. */
  expectNoneBut(scenarios: ReadonlySet<string>): void {
    const stale = [...readAllRuns()]
      .filter(([id, runs]) => !scenarios.has(id) && exchangesOf(runs, this.#framework))
      .map(([id]) => id);
    if (update) for (const id of stale) writeRun(id, this.#framework);
    else expect(stale).toEqual([]);
  }
}
