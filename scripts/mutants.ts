/**
 * `npm run mutants [-- <folder>...]`: makes one harmful change to a snippet at a time, runs the tests of its behaviour, and
 * writes to results/mutants.json which scenario fails first. Every file is put back; do not commit meanwhile.
 */
import { spawnSync } from "node:child_process";
import {
  existsSync,
  globSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Mutant } from "../results/mutants.ts";
import { rewrite } from "../results/rewrite.ts";
import { findFramework } from "../snippets/frameworks.ts";
import { readArguments, wrongUsage } from "./command.ts";

/** A change as scripts/mutants/*.json lists it. */
interface Change extends Omit<Mutant, "killedBy"> {
  /** The test files that must notice it; by default those of the framework. */
  tests?: string[];
}

/** Tests that compare hashes or texts: to notice a change by them is not to test what it does. */
const textual = "verification\\.json|recorded run is left|the same file";

const root = join(import.meta.dirname, "..");
process.chdir(root);
const changes = globSync("scripts/mutants/*.json")
  .sort()
  .flatMap((file) => JSON.parse(readFileSync(file, "utf8")) as Change[]);
const folders = [...new Set(changes.map(folderOf))].sort();
const command = {
  usage: "npm run mutants [-- <folder>...]",
  about: `Makes harmful changes to snippets, one at a time, and shows which scenario notices.\n\nFolders: ${folders.join(", ")}`,
};
const positionals: readonly string[] = readArguments(command, {
  options: {},
  names: true,
}).positionals;
for (const name of positionals) {
  if (!folders.includes(name)) {
    wrongUsage(command, `No change is listed for "${name}". There are: ${folders.join(", ")}`);
  }
}
const wanted = changes.filter(
  (change) => positionals.length === 0 || positionals.includes(folderOf(change)),
);
for (const change of wanted) check(change);
if (spawnSync("git", ["diff", "--quiet", "HEAD", "--", "snippets"]).status !== 0) {
  console.error(
    "mutants: snippets/ has uncommitted changes: commit them, or they could be lost",
  );
  process.exit(2);
}

const found: Mutant[] = [];
for (const [index, change] of wanted.entries()) {
  const killedBy = survives(change);
  const { tests: _, ...mutant } = change;
  found.push({ ...mutant, killedBy });
  const outcome = killedBy ?? (change.equivalent ? "equivalent" : "SURVIVED");
  console.log(`${index + 1}/${wanted.length} ${change.file}: ${change.harm}: ${outcome}`);
}

rewrite("results/mutants.json", (text) => {
  const others = (text ? (JSON.parse(text) as Mutant[]) : []).filter(
    ({ file, from, to }) =>
      changes.some((c) => c.file === file && c.from === from && c.to === to) &&
      !found.some((mutant) => mutant.file === file && mutant.from === from && mutant.to === to),
  );
  const all = [...others, ...found].sort((a, b) => (a.file < b.file ? -1 : 1));
  return `${JSON.stringify(all, null, 2)}\n`;
});

const killed = found.filter(({ killedBy }) => killedBy !== null);
const survivors = found.filter(({ killedBy, equivalent }) => killedBy === null && !equivalent);
const wrong = killed.filter(({ equivalent }) => equivalent);
console.log(`${killed.length} of ${found.length} changes were noticed`);
for (const { file, harm } of wrong) console.error(`${file}: ${harm}: not equivalent`);
if (survivors.length + wrong.length > 0) process.exit(1);

/** Ends with one line where the change does not fit its file. */
function check({ file, from, to }: Change): void {
  const text = existsSync(file) ? readFileSync(file, "utf8") : undefined;
  const count = text === undefined ? 0 : text.split(from).length - 1;
  if (count === 1 && from !== to) return;
  const why = text === undefined ? "there is no such file" : `the text occurs ${count} times`;
  console.error(`mutants: ${file}: ${why}: ${JSON.stringify(from)}`);
  process.exit(2);
}

/** The scenario or test that fails with the change; null where everything passes. */
function survives(change: Change): string | null {
  const before = readFileSync(change.file, "utf8");
  const restore = () => writeFileSync(change.file, before);
  const interrupted = () => {
    restore();
    process.exit(130);
  };
  process.once("SIGINT", interrupted).once("SIGTERM", interrupted);
  try {
    writeFileSync(
      change.file,
      before.replace(change.from, () => change.to),
    );
    for (const tests of testsOf(change)) {
      const title = firstFailure(tests);
      if (title) return title;
    }
    return null;
  } finally {
    restore();
    process.off("SIGINT", interrupted).off("SIGTERM", interrupted);
  }
}

/** Runs test files until one test fails; its title, or that of its file where it cannot even start. */
function firstFailure(tests: string[]): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), "mutants-"));
  try {
    const report = join(folder, "report.json");
    const { error } = spawnSync(
      "vitest",
      [
        ...["run", ...tests, "--bail=1", "--maxWorkers=1", "--reporter=json"],
        ...[`--outputFile=${report}`, "--testNamePattern", `^(?!.*(${textual}))`],
      ],
      { stdio: "ignore", shell: process.platform === "win32" },
    );
    if (error) throw error;
    const { testResults } = JSON.parse(readFileSync(report, "utf8")) as Report;
    const failed = testResults.flatMap(({ assertionResults }) =>
      assertionResults.filter(({ status }) => status === "failed"),
    );
    if (failed[0]) return failed[0].title.split(": ")[0];
    return testResults.some(({ status }) => status === "failed") ? "does not start" : undefined;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What vitest's JSON reporter writes, as far as it is read here. */
interface Report {
  testResults: {
    status: string;
    assertionResults: { status: string; title: string }[];
  }[];
}

/** Lists of test files, in the order in which they are tried: the contract first. */
function testsOf(change: Change): string[][] {
  if (change.tests) return [change.tests];
  const id = folderOf(change);
  const framework = findFramework(id);
  if (!framework) throw new Error(`${change.file} is no framework's: it needs "tests"`);
  if (framework.kind === "front-end") return [[`tests/front-ends/${id}.test.ts`]];
  const own = globSync([`tests/frameworks/${id}.test.ts`, `tests/frameworks/${id}-*.test.ts`]);
  return [[`tests/contract/${id}.test.ts`], ...(own.length > 0 ? [own.sort()] : [])];
}

function folderOf({ file }: { file: string }): string {
  return file.split("/")[1] ?? "";
}
