import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { handTyped } from "./hand-typed.ts";

const root = join(import.meta.dirname, "../../..");
const pages = globSync(["docs/**/*.{md,mdx}", "src/pages/**/*.{md,mdx,tsx}"], { cwd: root });

test("there are pages to check", () => {
  expect(pages.length).toBeGreaterThan(3);
});

test.each(pages)("%s holds no program code that was typed into it", (page) => {
  expect(handTyped(page, readFileSync(join(root, page), "utf8"))).toEqual([]);
});

test.each([
  [
    "a fence of code",
    "a.mdx",
    "---\ntitle: A\n---\n\n```ts\n1;\n```\n",
    "a.mdx:5: a `ts` fence without file=",
  ],
  ["a fence of no language", "a.mdx", "```\n1;\n```\n", "a.mdx:1: a fence without file="],
  [
    "a fence in a list",
    "a.mdx",
    "1. One\n\n   ```go\n   x\n   ```\n",
    "a.mdx:3: a `go` fence without file=",
  ],
  ["a <pre>", "a.mdx", "Text\n\n<pre>code</pre>\n", "a.mdx:3: a <pre> element"],
  [
    "a <CodeBlock> in a text",
    "a.mdx",
    "Text <CodeBlock>code</CodeBlock>\n",
    "a.mdx:1: a <CodeBlock> element",
  ],
  ["a template", "a.mdx", "\n{`one\ntwo`}\n", "a.mdx:2: a template of several lines"],
  [
    "a template in an attribute",
    "a.mdx",
    "<A b={`one\ntwo`} />\n",
    "a.mdx:1: a template of several lines",
  ],
  [
    "a template in an export",
    "a.mdx",
    "export const a = `one\ntwo`;\n",
    "a.mdx:1: a template of several lines",
  ],
  [
    "a <pre> in TSX",
    "a.tsx",
    "const a = 1;\nexport default () => <pre>code</pre>;\n",
    "a.tsx:2: a <pre> element",
  ],
  [
    "a template in TSX",
    "a.tsx",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is a page's text
    "const a = `one ${1}\ntwo`;\n",
    "a.tsx:1: a template of several lines",
  ],
])("%s is found", (_, path, text, message) => {
  expect(handTyped(path, text)).toEqual([expect.stringContaining(message)]);
});

test("what a page may hold is not", () => {
  const text =
    "```sh\nnpm ci\n```\n\n```ts file=snippets/express/init.ts#init\n```\n\n`code` and {`one line`}\n";
  expect(handTyped("a.mdx", text)).toEqual([]);
});
