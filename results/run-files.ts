/** `results/runs/<scenario>.json`: the recorded runs of one scenario, with every framework that has it. */
import { existsSync, globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { frameworks } from "../snippets/frameworks.ts";
import { rewrite, root } from "./rewrite.ts";
import type { Exchange, Run } from "./runs.ts";

/** The folder of the recorded runs, as a path from the root of the repository. */
export const runsFolder = "results/runs";

/** The file of a scenario, as a path from the root of the repository. */
export function runsFile(scenario: string): string {
  return `${runsFolder}/${scenario}.json`;
}

/**
 * The recorded runs of a scenario; none if there is no file.
 * @throws if the file does not hold runs
 */
export function readRuns(scenario: string, siteDir = root): Run[] {
  const file = join(siteDir, runsFile(scenario));
  return existsSync(file) ? parseRuns(scenario, readFileSync(file, "utf8")) : [];
}

/** The recorded runs of every scenario, by its id. Throws if a file does not hold runs. */
export function readAllRuns(siteDir = root): Map<string, Run[]> {
  const files = globSync("*.json", { cwd: join(siteDir, runsFolder) }).sort();
  const scenarios = files.map((file) => basename(file, ".json"));
  return new Map(scenarios.map((scenario) => [scenario, readRuns(scenario, siteDir)]));
}

/** Puts the run of a framework into the file of a scenario, or takes it out where `exchanges` is undefined. The file goes with its last run. */
export function writeRun(scenario: string, framework: string, exchanges?: Exchange[]): void {
  rewrite(join(root, runsFile(scenario)), (text) => {
    const before = text === undefined ? [] : parseRuns(scenario, text);
    const runs = withRun(before, framework, exchanges);
    return runs.length > 0 ? formatRuns(runs) : undefined;
  });
}

/** The runs with a framework's run added to the group that did the same, or removed if `exchanges` is undefined. */
export function withRun(
  runs: readonly Run[],
  framework: string,
  exchanges: Exchange[] | undefined,
): Run[] {
  const others = runs.map((run) => ({
    ...run,
    frameworks: run.frameworks.filter((id) => id !== framework),
  }));
  const same = others.find((run) => isDeepStrictEqual(run.exchanges, exchanges));
  if (same) same.frameworks.push(framework);
  else if (exchanges) others.push({ frameworks: [framework], exchanges });
  return others.filter((run) => run.frameworks.length > 0);
}

/**
 * The text of a file: runs and frameworks in the order of the registry, and the frameworks of a run on one line, so that
 * one that leaves its run is one line of a diff.
 */
export function formatRuns(runs: readonly Run[]): string {
  const rank = (id = "") => frameworks.findIndex((framework) => framework.id === id);
  const texts = runs
    .map((run) => ({
      ...run,
      frameworks: run.frameworks.toSorted((a, b) => rank(a) - rank(b)),
    }))
    .sort((a, b) => rank(a.frameworks[0]) - rank(b.frameworks[0]))
    .map(
      (run) =>
        `  {\n    "frameworks": ${line(run.frameworks)},\n    "exchanges": ${format(run.exchanges, "    ", 17)}\n  }`,
    );
  return `[\n${texts.join(",\n")}\n]\n`;
}

function parseRuns(scenario: string, text: string): Run[] {
  const runs = json(text);
  if (!Array.isArray(runs) || !runs.every(isRun))
    throw new Error(
      `${runsFile(scenario)} does not hold recorded runs: restore it, or delete it and run npm run verify`,
    );
  return runs;
}

/** Undefined if it is none, as after a merge with conflicts. */
function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRun(value: unknown): value is Run {
  return (
    typeof value === "object" &&
    value !== null &&
    "frameworks" in value &&
    Array.isArray(value.frameworks) &&
    "exchanges" in value &&
    Array.isArray(value.exchanges)
  );
}

const width = 96;

/**
 * A JSON value over as many lines as it takes: what fits on one stands on one.
 * @param used how much of the first line is taken
 */
function format(value: unknown, indent: string, used: number): string {
  const whole = line(value);
  if (typeof value !== "object" || value === null || used + whole.length <= width) return whole;
  const inner = `${indent}  `;
  const item = (member: unknown, name = "") =>
    inner + name + format(member, inner, inner.length + name.length);
  const items = Array.isArray(value)
    ? value.map((member) => item(member))
    : Object.entries(value).map(([name, member]) => item(member, `${JSON.stringify(name)}: `));
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  return `${open}\n${items.join(",\n")}\n${indent}${close}`;
}

/** A JSON value on one line. */
function line(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(line).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(
    ([name, member]) => `${JSON.stringify(name)}: ${line(member)}`,
  );
  return members.length > 0 ? `{ ${members.join(", ")} }` : "{}";
}
