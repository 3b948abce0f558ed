import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Mutant } from "../../results/mutants.ts";
import { listedChanges, misfit, testsOf } from "../../scripts/mutants/changes.ts";

const root = join(import.meta.dirname, "../..");
const changes = listedChanges(root);
const results: Mutant[] = JSON.parse(readFileSync(join(root, "results/mutants.json"), "utf8"));

function identity({ file, from, to, harm, equivalent }: Omit<Mutant, "killedBy">): string {
  return JSON.stringify([file, from, to, harm, equivalent]);
}

test("every harmful change fits its file once", () => {
  expect(changes.flatMap((change) => misfit(change, root) ?? [])).toEqual([]);
});

test("no harmful change is listed twice", () => {
  const all = changes.map(({ file, from, to }) => JSON.stringify([file, from, to]));
  expect(all.filter((change, index) => all.indexOf(change) !== index)).toEqual([]);
});

test("every harmful change has test files to notice it", () => {
  for (const change of changes) {
    const files = testsOf(change, root);
    expect(files, change.file).not.toEqual([]);
    expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  }
});

test("results/mutants.json has what npm run mutants found for each listed change", () => {
  expect(results.map(identity)).toEqual(changes.map(identity));
});

test("a test notices every harmful change, unless it says why it does no harm", () => {
  expect(results.filter(({ killedBy, equivalent }) => !killedBy === !equivalent)).toEqual([]);
  const noticed = results.filter(({ killedBy }) => killedBy).length;
  expect(noticed / results.length).toBeGreaterThanOrEqual(0.95);
});
