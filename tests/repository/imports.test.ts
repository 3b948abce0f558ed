import { globSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";

// Data flows one way: snippets, sandboxes, tests, results, src.

const made = ["node_modules", ".build", ".cache", ".docusaurus", "build", "fixtures"];

/** "file imports target", both as paths from the root, for every import by path below a folder. */
function imports(folder: string): [file: string, target: string][] {
  return globSync(`${folder}/**/*.{ts,tsx}`, { exclude: (name) => made.includes(name) })
    .map((path) => path.replaceAll("\\", "/"))
    .flatMap((file) =>
      ts
        .preProcessFile(readFileSync(file, "utf8"))
        .importedFiles.map(({ fileName }) => fileName)
        .filter((name) => /^(\.|@site\/)/.test(name))
        .map((name): [string, string] => [
          file,
          name.startsWith("@site/")
            ? name.slice("@site/".length)
            : posix.join(posix.dirname(file), name),
        ]),
    );
}

const named = (found: [string, string][]) => found.map((pair) => pair.join(" imports "));

test("results/ takes nothing but the registry", () => {
  const found = imports("results").filter(
    ([, target]) => !target.startsWith("results/") && target !== "snippets/frameworks.ts",
  );
  expect(named(found)).toEqual([]);
});

test("contract/ takes nothing but the registry, the mock core and what a run is", () => {
  const allowed = /^(contract|mock-core|results)\/|^snippets\/frameworks\.ts$/;
  const all = imports("contract");
  expect(all.length).toBeGreaterThan(10);
  expect(named(all.filter(([, target]) => !allowed.test(target)))).toEqual([]);
});

test("src/ takes nothing from tests/ and scripts/", () => {
  const all = imports("src");
  expect(all.length).toBeGreaterThan(100);
  expect(named(all.filter(([, target]) => /^(tests|scripts)\//.test(target)))).toEqual([]);
});

test("snippets/, sandboxes/ and mock-core/ take nothing from tests/, results/ and src/", () => {
  const all = ["snippets", "sandboxes", "mock-core"].flatMap(imports);
  expect(all.length).toBeGreaterThan(100);
  expect(named(all.filter(([, target]) => /^(tests|results|src)\//.test(target)))).toEqual([]);
});

test("a folder of tests/ takes nothing from its neighbours but support/", () => {
  const folderOf = (path: string) => path.split("/")[1];
  const found = imports("tests").filter(
    ([file, target]) =>
      target.startsWith("tests/") &&
      folderOf(target) !== folderOf(file) &&
      folderOf(target) !== "support",
  );
  expect(named(found)).toEqual([]);
});
