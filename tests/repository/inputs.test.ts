import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  declared,
  declaredInputs,
  everySandbox,
  forget,
  hashOf,
  inputsOf,
  runs as runsFolder,
  usedBy,
  verifications,
} from "../../scripts/test/inputs.ts";
import { Passed } from "../../scripts/test/passed.ts";
import { frameworks } from "../../snippets/frameworks.ts";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "inputs-"));
  write("package-lock.json", "{}");
  write("snippets/frameworks.ts", "export const frameworks = [];");
  write("snippets/koa/verify-session.ts", "export const a = 1;");
  write("snippets/hapi/verify-session.ts", "export const a = 1;");
  for (const file of verifications)
    write(file, '{ "koa": { "hash": "1" }, "hapi": { "hash": "1" } }');
  write("tests/contract/koa.test.ts", 'import "./contract.ts";');
  write("tests/contract/contract.ts", 'import "../support/form.ts";');
  write("results/runs/loop.json", runs("koa", "hapi"));
  write("tests/support/form.ts", "export {};");
  write("tests/support/other.ts", "export {};");
  write("tests/sandboxes/undeclared.test.ts", "export {};");
  write("README.md", "");
});

afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** A file of recorded runs in which these did the same. */
function runs(...frameworks: string[]): string {
  return JSON.stringify([{ frameworks, exchanges: [] }]);
}

/** The hash of a test file's inputs as they are now. */
async function hash(test: string, environment: Record<string, string> = {}): Promise<string> {
  forget();
  const inputs = await inputsOf([test], {
    root,
    frameworks: [
      { id: "koa", kind: "server" },
      { id: "hapi", kind: "server" },
    ],
  });
  const its = inputs.get(test);
  if (!its) throw new Error(`${test} has no inputs`);
  return hashOf(root, its, environment);
}

/** Whether a change of the repository changes the hash of a test file. */
async function changes(test: string, change: () => void): Promise<boolean> {
  const before = await hash(test);
  change();
  return (await hash(test)) !== before;
}

const koa = "tests/contract/koa.test.ts";
const undeclared = "tests/sandboxes/undeclared.test.ts";

describe("the contract of a framework runs again after a change of", () => {
  test.each([
    ["a file of its snippets", "snippets/koa/verify-session.ts"],
    ["a new file of its snippets", "snippets/koa/new.ts"],
    ["the first file of its sandbox", "sandboxes/koa/server.ts"],
    ["what every sandbox holds", "mock-core/src/server.ts"],
    ["the test file", koa],
    ["a file that it imports", "tests/contract/contract.ts"],
    ["a file that this imports", "tests/support/form.ts"],
    ["a file next to it that it can start", "tests/contract/server.mjs"],
    ["the lock file", "package-lock.json"],
    ["what is installed", "node_modules/.package-lock.json"],
  ])("%s", async (_, path) => {
    expect(await changes(koa, () => write(path, "export const changed = 2;"))).toBe(true);
  });

  test("how an imported file is compiled", async () => {
    expect(await changes(koa, () => write("tests/support/tsconfig.json", "{}"))).toBe(true);
  });

  test("a file that is removed", async () => {
    const file = join(root, "snippets/koa/verify-session.ts");
    expect(await changes(koa, () => rmSync(file))).toBe(true);
  });

  test("a file that is renamed and keeps its text", async () => {
    const file = join(root, "snippets/koa/verify-session.ts");
    expect(await changes(koa, () => renameSync(file, `${file}x`))).toBe(true);
  });

  test.each(verifications)("its part of %s", async (file) => {
    const other = '{ "koa": { "hash": "2" }, "hapi": { "hash": "1" } }';
    expect(await changes(koa, () => write(file, other))).toBe(true);
  });

  test("its recorded run of a scenario", async () => {
    const own = () => write("results/runs/loop.json", runs("hapi"));
    expect(await changes(koa, own)).toBe(true);
  });

  test("a variable or a version of the environment", async () => {
    const before = await hash(koa, { CHROME_PATH: "/usr/bin/chromium", node: "v22.23.2" });
    expect(await hash(koa, { CHROME_PATH: "/opt/chromium", node: "v22.23.2" })).not.toBe(
      before,
    );
    expect(await hash(koa, { CHROME_PATH: "/usr/bin/chromium", node: "v24.0.0" })).not.toBe(
      before,
    );
    expect(await hash(koa, { node: "v22.23.2", CHROME_PATH: "/usr/bin/chromium" })).toBe(
      before,
    );
  });
});

describe("the contract of a framework is left out after a change of", () => {
  test.each([
    ["another framework's snippets", "snippets/hapi/verify-session.ts"],
    ["a helper that it does not import", "tests/support/other.ts"],
    ["another test file", "tests/contract/hapi.test.ts"],
    ["what is built", "snippets/koa/.build/app.js"],
    ["the README", "README.md"],
  ])("%s", async (_, path) => {
    expect(await changes(koa, () => write(path, "export const changed = 2;"))).toBe(false);
  });

  test("another framework's recorded run", async () => {
    const other = () => write("results/runs/loop.json", runs("koa"));
    expect(await changes(koa, other)).toBe(false);
  });

  test.each(verifications)("another framework's part of %s", async (file) => {
    const other = '{ "koa": { "hash": "1" }, "hapi": { "hash": "2" } }';
    expect(await changes(koa, () => write(file, other))).toBe(false);
  });
});

describe("the whole repository counts", () => {
  test("for a test file that declares nothing", async () => {
    expect(await changes(undeclared, () => write("README.md", "Changed"))).toBe(true);
    expect(await changes(undeclared, () => write("docs/new.mdx", "New"))).toBe(true);
  });

  test("if the imports cannot be followed", async () => {
    write("tests/contract/contract.ts", "import {");
    expect(await changes(koa, () => write("README.md", "Changed"))).toBe(true);
  });
});

test("every framework's own tests are declared", () => {
  const repository = { root: ".", frameworks };
  for (const { id, kind } of frameworks) {
    const folder = kind === "server" ? "tests/contract" : "tests/front-ends";
    const inputs = declaredInputs(`${folder}/${id}.test.ts`, repository);
    expect(inputs?.paths, id).toContain(`snippets/${id}`);
    expect(inputs?.verified, id).toBe(id);
  }
});

test("everything that is declared exists, or a change of it would go unseen", () => {
  const tests = Object.keys(usedBy).map((name) => `tests/frameworks/${name}.test.ts`);
  const others = Object.entries(declared).flatMap(([test, { frameworks = [], paths = [] }]) => [
    ...[test, ...paths],
    ...frameworks.map((id) => `snippets/${id}`),
  ]);
  const all = [...everySandbox, runsFolder, ...verifications, ...tests, ...others];
  expect(all.filter((path) => !existsSync(path))).toEqual([]);
});

test("what has passed is kept for the next run, and what runs again has not passed yet", () => {
  new Passed("test", root).add(koa, "1");
  new Passed("lint", root).add("lint go", "1");
  const next = new Passed("test", root);
  expect(next.has(koa, "1")).toBe(true);
  expect(next.has(koa, "2")).toBe(false);
  next.remove(koa);
  expect(new Passed("test", root).has(koa, "1")).toBe(false);
  expect(new Passed("lint", root).has("lint go", "1")).toBe(true);
});
