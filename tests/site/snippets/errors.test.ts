import { expect, test } from "vitest";
import { embedsOf, fence, fixtureSite } from "./fixture-site.ts";

const before = "---\ntitle: Page\n---\n\nProse.\n\n:::note\n\n";

/** The message for a page whose only fence is on line 9. */
async function messageFor(text: string, files: Record<string, string> = {}): Promise<string> {
  const siteDir = fixtureSite(files);
  return embedsOf(siteDir, `${before}${text}\n:::\n`).then(
    () => "no error",
    (error: Error) => error.message,
  );
}

test.each([
  [
    "a file that is not there",
    "ts",
    "file=snippets/demo/gone.ts",
    "there is no file snippets/demo/gone.ts",
  ],
  [
    "a region that is not there",
    "ts",
    "file=snippets/demo/greet.ts#gone",
    "snippets/demo/greet.ts has no region gone (it has types, loud, greet)",
  ],
  [
    "a file outside of snippets/",
    "ts",
    "file=snippets/demo/../../src/a.ts",
    "file=snippets/demo/../../src/a.ts is not a path like snippets/express/init.ts",
  ],
  [
    "a file elsewhere",
    "ts",
    "file=src/a.ts",
    "file=src/a.ts is not a path like snippets/express/init.ts",
  ],
  [
    "two regions",
    "ts",
    "file=snippets/demo/greet.ts#a#b",
    "file=snippets/demo/greet.ts#a#b is not of the form path#region",
  ],
  [
    "a region without a name",
    "ts",
    "file=snippets/demo/greet.ts#",
    "file=snippets/demo/greet.ts# is not of the form path#region",
  ],
  [
    "another language than the file's",
    "js",
    "file=snippets/demo/greet.ts",
    "the fence says `js` but snippets/demo/greet.ts is `ts`",
  ],
  [
    "an unknown language",
    "ts",
    "file=snippets/demo/main.zig",
    "`zig` is no language that src/plugins/snippets/languages.ts knows",
  ],
  [
    "an unknown attribute",
    "sh",
    "showLineNumbers",
    '`showLineNumbers` is not understood: a fence takes file=path#region and title="…"',
  ],
  [
    "a named attribute that is unknown",
    "sh",
    "highlight=3",
    '`highlight=3` is not understood: a fence takes file=path#region and title="…"',
  ],
  [
    "a title that is not closed",
    "sh",
    'title="a b',
    '`b` is not understood: a fence takes file=path#region and title="…"',
  ],
])("%s fails with the page's line", async (_, lang, meta, message) => {
  expect(await messageFor(fence(lang, meta))).toBe(`docs/page.mdx:9: ${message}`);
});

test("code in the fence of an embed fails", async () => {
  expect(await messageFor(fence("ts", "file=snippets/demo/greet.ts", "greet();\n"))).toBe(
    "docs/page.mdx:9: a fence with file=snippets/demo/greet.ts must be empty: its code comes from the file",
  );
});

test.each([
  ["ts", "a `ts` fence"],
  ["bash", "a `bash` fence"],
  ["", "a fence"],
])("hand-typed %s code fails", async (lang, what) => {
  expect(await messageFor(fence(lang, "", "1;\n"))).toBe(
    `docs/page.mdx:9: ${what} without file=: program code comes from snippets/ (file=snippets/…#region); only sh, console, http, json, text may be typed into a page`,
  );
});

test("a marker that does not fit fails with the line in the snippet too", async () => {
  const files = { "snippets/demo/greet.ts": "// #region greet\nexport {};\n" };
  expect(await messageFor(fence("ts", "file=snippets/demo/greet.ts#greet"), files)).toBe(
    "docs/page.mdx:9: snippets/demo/greet.ts:1: #region greet is left open: there is no #endregion greet",
  );
});

test("a type error fails with file, line and column in the snippet", async () => {
  const files = {
    "snippets/demo/wrong.ts": 'import { shout } from "./shout.ts";\n\nshout(1);\n',
  };
  expect(await messageFor(fence("ts", "file=snippets/demo/wrong.ts"), files)).toBe(
    "docs/page.mdx:9: snippets/demo/wrong.ts:3:7: TS2345: Argument of type 'number' is not assignable to parameter of type 'string'.",
  );
});

test("a type error of another file is not this one's", async () => {
  const files = { "snippets/demo/wrong.ts": "const a: string = 1;\n" };
  expect(await messageFor(fence("ts", "file=snippets/demo/shout.ts"), files)).toBe("no error");
});

test("a syntax error fails", async () => {
  const files = { "snippets/demo/wrong.ts": "const = 1;\n" };
  expect(await messageFor(fence("ts", "file=snippets/demo/wrong.ts"), files)).toContain(
    "docs/page.mdx:9: snippets/demo/wrong.ts:1:7: TS1134: Variable declaration expected.",
  );
});

test("a file that its tsconfig.json leaves out fails, rather than going unchecked", async () => {
  const files = {
    "snippets/demo/deep/a.ts": "export {};\n",
    "snippets/bare/a.ts": "export {};\n",
  };
  expect(await messageFor(fence("ts", "file=snippets/demo/deep/a.ts"), files)).toBe(
    "docs/page.mdx:9: snippets/demo/deep/a.ts is not type-checked: snippets/demo/tsconfig.json must include it",
  );
  expect(await messageFor(fence("ts", "file=snippets/bare/a.ts"), files)).toBe(
    "docs/page.mdx:9: snippets/bare/a.ts is not type-checked: its folder/tsconfig.json must include it",
  );
});

test("a snippet that reads a file of another folder fails", async () => {
  const files = {
    "snippets/demo/far.ts": 'import { other } from "../other/other.ts";\n\nother();\n',
    "snippets/other/other.ts": "export function other(): void {}\n",
  };
  expect(await messageFor(fence("ts", "file=snippets/demo/far.ts"), files)).toBe(
    "docs/page.mdx:9: snippets/demo reads snippets/other/other.ts: a snippet uses nothing outside of its folder",
  );
});

test("a tsconfig.json that the compiler does not take fails", async () => {
  const files = { "snippets/demo/tsconfig.json": '{ "compilerOptions": { "target": "es1" } }' };
  expect(await messageFor(fence("ts", "file=snippets/demo/shout.ts"), files)).toContain(
    "docs/page.mdx:9: snippets/demo/tsconfig.json: Argument for '--target' option must be",
  );
});
