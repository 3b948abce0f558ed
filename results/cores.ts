import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { rewrite, root } from "./rewrite.ts";

/** What the contract found with a core that it does not control: written by `npm run verify -- --core URL --name NAME`. */
export interface CoreRun {
  /** The core and its version, as whoever started it calls it. */
  core: string;
  /** The CDI versions that it serves, oldest first. */
  cdi: string[];
  /** Lifetime of the access tokens that it issued, in seconds. */
  lifetime: number;
  /** The day of the run: 2026-11-29. */
  on: string;
  /** By framework id. */
  frameworks: Record<string, CoreFound>;
}

export interface CoreFound {
  passed: number;
  failed: { id: string; why: string }[];
  /** Ids of the scenarios that did not run, by the reason. */
  leftOut: Record<string, string[]>;
}

/** As a path from the root of the repository. */
export const coresFile = "results/cores.json";

/** The last run with each core; none if there is no file. Throws if it is not JSON. */
export function readCores(siteDir = root): CoreRun[] {
  const file = join(siteDir, coresFile);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : [];
}

/** Puts a run into the file. What other frameworks found with the same core stays. */
export function writeCoreRun(run: CoreRun): void {
  rewrite(join(root, coresFile), (text = "[]") => {
    const before: CoreRun[] = JSON.parse(text);
    const same = before.find(({ core }) => core === run.core);
    const frameworks = { ...same?.frameworks, ...run.frameworks };
    const others = before.filter(({ core }) => core !== run.core);
    const all = [...others, { ...run, frameworks }];
    return `${JSON.stringify(all, null, 2)}\n`;
  });
}
