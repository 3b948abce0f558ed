import { expect, test } from "vitest";
import { javaScriptPath, toJavaScript } from "../../../src/plugins/snippets/javascript.ts";

const one = (text: string, path = "a.ts") => toJavaScript({ [path]: text })[path];

test("types go, and comments, blank lines and regions stay as they are", () => {
  const text = `import type { Request } from "express";
import { type Page, page } from "./page.ts";

/** What a page takes. */
interface Options {
  title: string;
}

// #region greet
/** Greets. */
export async function greet(
  request: Request,
  { title }: Options,
): Promise<Page> {
  // Why, in a comment.
  const names = new Map<string, string>();

  return page(title, names.get(request.path)!) as Page;
}
// #endregion greet
`;
  expect(one(text)).toBe(`import { page } from "./page.js";

// #region greet
/** Greets. */
export async function greet(request, { title }) {
  // Why, in a comment.
  const names = new Map();

  return page(title, names.get(request.path));
}
// #endregion greet
`);
});

test("JSX stays, and its files are imported as .jsx", () => {
  const text = `import { App } from "./app.tsx";\n\nexport const page = <App of={"a" as string} />;\n`;
  expect(one(text, "main.tsx")).toBe(
    `import { App } from "./app.jsx";\n\nexport const page = <App of={"a"} />;\n`,
  );
});

test.each([
  ["a decorator", "@injectable()\nexport class A {}\n"],
  ["an enum", "export enum A {\n  B,\n}\n"],
  ["a parameter property", "export class A {\n  constructor(readonly b: string) {}\n}\n"],
])("%s is more than a type: nothing of its folder is written as JavaScript", (_what, text) => {
  expect(toJavaScript({ "a.ts": text, "b.ts": "export const b: number = 1;\n" })).toEqual({});
});

test.each([
  ["page.ts", "page.js"],
  ["app/page.tsx", "app/page.jsx"],
  ["a.test.mts", "a.test.mjs"],
  ["a.js", "a.js"],
])("%s in JavaScript is %s", (path, script) => {
  expect(javaScriptPath(path)).toBe(script);
});
