import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Mutant } from "../../results/mutants.ts";

/** A harmful change, as a list in this folder has it. */
export interface Change extends Omit<Mutant, "killedBy"> {
  /** The test files that must notice it, in this order; by default those of its folder. */
  tests?: string[];
}

/** Every listed change, in the order of the lists. */
export function listedChanges(root: string): Change[] {
  return globSync("scripts/mutants/*.json", { cwd: root })
    .sort()
    .flatMap((file) => JSON.parse(readFileSync(join(root, file), "utf8")) as Change[]);
}

/** The folder of `snippets/` that a change is in. */
export function folderOf({ file }: { file: string }): string {
  return file.split("/")[1] ?? "";
}

/** Why a change cannot be made, in one line; undefined if its text occurs once in its file. */
export function misfit({ file, from, to }: Change, root: string): string | undefined {
  const path = join(root, file);
  if (!existsSync(path)) return `${file}: there is no such file`;
  const count = readFileSync(path, "utf8").split(from).length - 1;
  if (count !== 1) return `${file}: the text occurs ${count} times: ${JSON.stringify(from)}`;
  return from === to ? `${file}: it changes nothing: ${JSON.stringify(from)}` : undefined;
}

/**
 * The test files of a change, in the order in which they run: what every framework promises first, then the tests of this
 * framework alone.
 */
export function testsOf(change: Change, root: string): string[] {
  if (change.tests) return change.tests;
  const id = folderOf(change);
  const patterns = [
    `tests/contract/${id}.test.ts`,
    `tests/front-ends/${id}.test.ts`,
    `tests/frameworks/${id}.test.ts`,
    `tests/frameworks/${id}-*.test.ts`,
  ];
  return patterns.flatMap((pattern) => globSync(pattern, { cwd: root }).sort());
}
