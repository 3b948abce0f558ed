import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { anchorOf, terms } from "../../src/components/Glossary/terms.ts";

const packages = join(import.meta.dirname, "../../node_modules");

/** The words in the type declarations of these packages, comments left out. */
function declared(...names: string[]): Set<string> {
  const files = names.flatMap((name) => globSync(join(packages, name, "lib/build/**/*.d.ts")));
  const text = files.map((file) => readFileSync(file, "utf8")).join("\n");
  return new Set(text.replace(/\/\*[\s\S]*?\*\//g, "").match(/\w+/g));
}

it.each([
  ["node", declared("supertokens-node")],
  ["web", declared("supertokens-web-js", "supertokens-website")],
] as const)("every name in the SDK for %s is in the installed types", (sdk, words) => {
  const names = terms.flatMap(({ names }) => names?.[sdk] ?? []);
  expect(names.length).toBeGreaterThan(10);
  expect(names.filter((name) => !words.has(name))).toEqual([]);
});

it("lists each term once, in alphabetical order", () => {
  const anchors = terms.map(({ term }) => anchorOf(term));
  const sorted = [...new Set(anchors)].sort((a, b) => a.localeCompare(b, "en"));
  expect(anchors).toEqual(sorted);
});

it("explains each term in one sentence", () => {
  const others = terms.filter(({ meaning }) => !/^[A-Z](?!.*\. ).*\.$/.test(meaning));
  expect(others.map(({ term }) => term)).toEqual([]);
});
