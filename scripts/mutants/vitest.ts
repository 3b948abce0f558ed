import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

/** What vitest's JSON reporter writes, as far as it is read here. */
interface Report {
  testResults: {
    status: string;
    message: string;
    assertionResults: { status: string; title: string; ancestorTitles: string[] }[];
  }[];
}

/** A test that has failed. */
export interface Failure {
  title: string;
  /** The titles around it, from the outside in. */
  within: string[];
}

/** What `firstFailure` gives where a test file fails and none of its tests has run. */
export const notStarted: Failure = { title: "does not start", within: [] };

/**
 * Tests that compare hashes or texts, or that install or build something without snippets: they notice a change without
 * testing its effect.
 */
const textual = [
  "(verification|short-forms)\\.json says",
  "no recorded run is left",
  "the same file",
  "its sandbox, built and run by",
];

let running: ChildProcess | undefined;
let stopped = false;

/**
 * Runs a test file in a copy of the repository until one of its tests fails. Where nothing runs at all, as on a machine that
 * is too busy to start an app in time, it tries once more.
 * @param within a title around the tests that run
 * @param titles of the tests that run; by default all but those that compare texts
 * @returns the test that failed; undefined if none did
 */
export async function firstFailure(
  file: string,
  copy: string,
  { within = "", titles }: { within?: string | undefined; titles?: readonly string[] } = {},
): Promise<Failure | undefined> {
  const pattern = titles
    ? titles.map(escaped).join("|")
    : `^(?=.*${escaped(within)})(?!.*(${textual.join("|")}))`;
  const failure = await run(file, copy, pattern);
  return failure === notStarted ? run(file, copy, pattern) : failure;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

async function run(file: string, copy: string, pattern: string): Promise<Failure | undefined> {
  const report = join(copy, ".cache/mutants.json");
  rmSync(report, { force: true });
  const args = [join(import.meta.dirname, "run-tests.ts"), file, pattern, report];
  running = spawn(process.execPath, args, { cwd: copy, stdio: "ignore" });
  await once(running, "close");
  running = undefined;
  // The process is about to end, so it ignores further results.
  if (stopped) return new Promise(() => {});
  if (!existsSync(report)) throw new Error(`vitest wrote no report of ${file}`);
  const { testResults } = JSON.parse(readFileSync(report, "utf8")) as Report;
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const failed = tests.find(({ status }) => status === "failed");
  if (failed) return { title: failed.title, within: failed.ancestorTitles };
  const broken = testResults.find(({ status }) => status === "failed");
  if (!broken && tests.some(({ status }) => status === "passed")) return undefined;
  console.error(
    `${file} ${notStarted.title}: ${broken?.message.split("\n")[0] ?? "no test ran"}`,
  );
  return notStarted;
}

/** Ends the run of `firstFailure`, where there is one, once the apps of its tests have stopped. */
export async function stopRun(): Promise<void> {
  stopped = true;
  if (!running) return;
  const closed = once(running, "close");
  running.kill("SIGINT");
  await closed;
}
