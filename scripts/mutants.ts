/**
 * `npm run mutants [-- <folder>...]`: makes one harmful change to a snippet at a time, in a copy of the repository, runs the
 * tests of its behaviour there, and writes to results/mutants.json which scenario fails first.
 */
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Mutant } from "../results/mutants.ts";
import { rewrite } from "../results/rewrite.ts";
import { canRun } from "../sandboxes/runtimes.ts";
import { findFramework } from "../snippets/frameworks.ts";
import { readArguments, wrongUsage } from "./command.ts";
import { type Change, folderOf, listedChanges, misfit, testsOf } from "./mutants/changes.ts";
import { copyRepository } from "./mutants/copy.ts";
import { type Failure, firstFailure, notStarted, stopRun } from "./mutants/vitest.ts";

const root = join(import.meta.dirname, "..");
const changes = listedChanges(root);
const folders = [...new Set(changes.map(folderOf))].sort();
const command = {
  usage: "npm run mutants [-- <folder>...]",
  about: `Makes harmful changes to snippets, one at a time, and shows which scenario notices.\n\nFolders: ${folders.join(", ")}`,
};
const names: readonly string[] = readArguments(command, {
  options: {},
  names: true,
}).positionals;
const unknown = names.find((name) => !folders.includes(name));
if (unknown !== undefined)
  wrongUsage(command, `No change is listed for "${unknown}". There are: ${folders.join(", ")}`);
const wanted = folders.filter((folder) => names.length === 0 || names.includes(folder));

for (const change of changes.filter((change) => wanted.includes(folderOf(change)))) {
  const problem = misfit(change, root);
  if (problem) fail(problem);
  if (testsOf(change, root).length === 0) fail(`${change.file}: no test file is its own`);
}
for (const folder of wanted) {
  try {
    const runs = await canRun(findFramework(folder)?.runtime, `the changes to ${folder}`);
    if (!runs) process.exit(2);
  } catch (error) {
    fail((error as Error).message);
  }
}

const copy = realpathSync(mkdtempSync(join(tmpdir(), "mutants-")));
process.once("exit", () => rmSync(copy, { recursive: true, force: true, maxRetries: 3 }));
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => stopRun().finally(() => process.exit(130)));
copyRepository(root, copy);

const found: Mutant[] = [];
for (const folder of wanted) {
  const mutants: Mutant[] = [];
  /** The tests that failed, by their file. */
  const failures = new Map<string, Set<string>>();
  for (const change of changes.filter((change) => folderOf(change) === folder)) {
    const begin = Date.now();
    const killer = await killerOf(change);
    if (killer) failures.set(killer.file, failures.get(killer.file) ?? new Set());
    if (killer) failures.get(killer.file)?.add(killer.title);
    const { tests: _, ...mutant } = change;
    const killedBy = killer ? nameOf(killer, folder) : null;
    mutants.push({ ...mutant, killedBy });
    const outcome = killedBy ?? (change.equivalent ? "equivalent" : "SURVIVED");
    const seconds = Math.round((Date.now() - begin) / 1000);
    console.log(`${change.file}: ${change.harm}: ${outcome} (${seconds} s)`);
  }
  for (const [file, titles] of failures) {
    const started = [...titles].filter((title) => title !== notStarted.title);
    const failure = await firstFailure(
      file,
      copy,
      started.length > 0 ? { titles: started } : {},
    );
    if (failure) fail(`${file}: without any change, this fails too: ${failure.title}`);
  }
  record(mutants);
  found.push(...mutants);
}

const killed = found.filter(({ killedBy }) => killedBy !== null);
const survivors = found.filter(({ killedBy, equivalent }) => killedBy === null && !equivalent);
const wrong = killed.filter(({ equivalent }) => equivalent);
console.log(`${killed.length} of ${found.length} changes were noticed`);
for (const { file, harm } of wrong) console.error(`${file}: ${harm}: not equivalent`);
process.exit(survivors.length + wrong.length > 0 ? 1 : 0);

/** The test that fails with the change; undefined if all pass. */
async function killerOf(change: Change): Promise<(Failure & { file: string }) | undefined> {
  const path = join(copy, change.file);
  const before = readFileSync(path, "utf8");
  writeFileSync(
    path,
    before.replace(change.from, () => change.to),
  );
  for (const file of testsOf(change, root)) {
    const failure = await firstFailure(file, copy, { within: variantOf(change) });
    if (failure) {
      writeFileSync(path, before);
      return { ...failure, file };
    }
  }
  writeFileSync(path, before);
  return undefined;
}

/** The label of the variant that a change is made to: the others have files of their own, and need not run. */
function variantOf({ file }: Change): string | undefined {
  const framework = findFramework(folderOf({ file }));
  return framework?.variants?.find(({ folder }) =>
    file.startsWith(`snippets/${framework.id}/${folder}/`),
  )?.label;
}

/** The id of a scenario, which begins the title of its test; of any other test, its title after those around it. The framework's own is left out. */
function nameOf({ title, within }: Failure, folder: string): string {
  const scenario = /^([a-z\d-]+): /.exec(title)?.[1];
  const label = findFramework(folder)?.label ?? folder;
  const around = within.filter((each) => !label.startsWith(each) && !each.startsWith(label));
  return scenario ?? [...around, title].join(" ");
}

/** Writes what was found in the place of what was found before, in the order of the lists. */
function record(mutants: readonly Mutant[]): void {
  rewrite(join(root, "results/mutants.json"), (text) => {
    const before: Mutant[] = text ? JSON.parse(text) : [];
    const all = changes.flatMap((change) => {
      const same = ({ file, from, to }: Mutant) =>
        file === change.file && from === change.from && to === change.to;
      return mutants.find(same) ?? before.find(same) ?? [];
    });
    return `${JSON.stringify(all, null, 2)}\n`;
  });
}

function fail(reason: string): never {
  console.error(`mutants: ${reason}`);
  process.exit(2);
}
