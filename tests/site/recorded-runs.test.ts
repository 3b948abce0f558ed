import { join } from "node:path";
import { compile } from "@mdx-js/mdx";
import { expect, test } from "vitest";
import { recordedRunsRemark } from "../../src/plugins/recorded-runs/remark.ts";
import { fixtureSite } from "./snippets/fixture-site.ts";

const runs = (...frameworks: string[]) => JSON.stringify([{ frameworks, exchanges: [] }]);

/** The module that `docs/_guide/part.mdx` becomes, in a site where Express and Go have run "one", and Express "two" as well. */
async function compiled(text: string): Promise<string> {
  const siteDir = fixtureSite({
    "results/runs/one.json": runs("express", "go"),
    "results/runs/two.json": runs("express"),
  });
  const page = { path: join(siteDir, "docs/_guide/part.mdx"), value: text };
  const remarkPlugins = [() => recordedRunsRemark({ siteDir })];
  return String(await compile(page, { remarkPlugins })).replaceAll(/\s+/g, " ");
}

/** The path that each import of the module stands for. */
function imported(code: string): Record<string, string> {
  return Object.fromEntries(
    [...code.matchAll(/import (\w+) from "@site\/([^"]+)"/g)].map(([, name, path]) => [
      name,
      path,
    ]),
  );
}

test.each([
  ["names its framework", '"express"'],
  ["is in a part, whose guide names the framework", "{props.framework}"],
])("an element that %s gets the runs of its scenarios alone", async (_, framework) => {
  const code = await compiled(
    `<Outcomes framework=${framework} scenarios={["one", "two"]} />\n`,
  );
  expect(imported(code)).toEqual({
    runs0: "results/runs/one.json",
    runs1: "results/runs/two.json",
  });
  expect(code).toContain("runs: [runs0, runs1]");
});

test.each([
  [
    "a scenario that its framework has not run",
    '<Sequence framework="go" scenario="two" />',
    'go has no scenario "two" (results/runs/two.json has no run of it). Run npm run verify -- go',
  ],
  [
    "a scenario of a part that no framework has run",
    '<Sequence framework={props.framework} scenario="three" />',
    'no framework has run "three"',
  ],
  [
    "a framework that is neither written out nor the guide's",
    '<Sequence framework={framework} scenario="one" />',
    '<Sequence> needs framework="…" and scenario, written out',
  ],
])("%s fails at its line", async (_, element, message) => {
  await expect(compiled(`Text\n\n${element}\n`)).rejects.toThrow(
    `docs/_guide/part.mdx:3: ${message}`,
  );
});
