import { join } from "node:path";
import { compile } from "@mdx-js/mdx";
import { expect, test } from "vitest";
import { recordingsRemark } from "../../src/plugins/recordings/remark.ts";
import { fixtureSite } from "./fixtureSite.ts";

/** The module that `docs/_guide/part.mdx` becomes, in a site where Express and Go have run "one", and Express "two" as well. */
async function compiled(text: string): Promise<string> {
  const recordings = ["express/one", "express/two", "go/one"].map((name) => [
    `tests/contract/recordings/${name}.json`,
    "{}",
  ]);
  const siteDir = fixtureSite(Object.fromEntries(recordings));
  const page = { path: join(siteDir, "docs/_guide/part.mdx"), value: text };
  const remarkPlugins = [() => recordingsRemark({ siteDir })];
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

test("an element that names its framework gets the recordings of that one alone", async () => {
  const code = await compiled('<Outcomes framework="express" scenarios={["one", "two"]} />\n');
  expect(imported(code)).toEqual({
    recording0: "tests/contract/recordings/express/one.json",
    recording1: "tests/contract/recordings/express/two.json",
  });
  expect(code).toContain("recordings: [recording0, recording1]");
});

test("an element of a part gets the recordings of the framework that its guide names", async () => {
  const code = await compiled('<Sequence framework={props.framework} scenario="one" />\n');
  expect(imported(code)).toEqual({
    recording0: "tests/contract/recordings/express/one.json",
    recording1: "tests/contract/recordings/go/one.json",
  });
  expect(code).toContain(
    'recordings: ({ "express": [recording0], "go": [recording1] })[props.framework]',
  );
});

test("a part leaves out a framework that has not run all of the scenarios", async () => {
  const code = await compiled(
    '<Outcomes framework={props.framework} scenarios={["one", "two"]} />\n',
  );
  expect(Object.values(imported(code)).sort()).toEqual([
    "tests/contract/recordings/express/one.json",
    "tests/contract/recordings/express/two.json",
  ]);
});

test.each([
  [
    "a scenario that its framework has not run",
    '<Sequence framework="go" scenario="two" />',
    'go has no scenario "two" (tests/contract/recordings/go/two.json does not exist). Run npm run verify -- go',
  ],
  [
    "a scenario of a part that no framework has run",
    '<Sequence framework={props.framework} scenario="three" />',
    "no framework has run three",
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
