import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { formatRuns, withRun } from "../../results/run-files.ts";
import type { Exchange } from "../../results/runs.ts";

const status = (code: number): Exchange[] => [
  {
    request: { method: "GET", path: "/dashboard", headers: {} },
    core: [],
    response: { status: code, headers: { "cache-control": "private, no-store" } },
  },
];

test("a framework that leaves the others changes one line, and has a run of its own", () => {
  const all = [{ frameworks: ["express", "koa", "go"], exchanges: status(302) }];
  const left = withRun(all, "koa", status(500));
  expect(left).toEqual([
    { frameworks: ["express", "go"], exchanges: status(302) },
    { frameworks: ["koa"], exchanges: status(500) },
  ]);
  const [before, after] = [all, left].map((runs) => formatRuns(runs).split("\n"));
  const gone = before?.filter((line) => !after?.includes(line));
  expect(gone).toEqual(['    "frameworks": ["express", "koa", "go"],']);
});

test("one that comes back is with them again, in the order of the registry", () => {
  const apart = [
    { frameworks: ["koa"], exchanges: status(500) },
    { frameworks: ["go", "express"], exchanges: status(302) },
  ];
  expect(JSON.parse(formatRuns(withRun(apart, "koa", status(302))))).toEqual([
    { frameworks: ["express", "koa", "go"], exchanges: status(302) },
  ]);
});

test("one that no longer has the scenario is taken out, and its run with it", () => {
  const runs = [{ frameworks: ["koa"], exchanges: status(302) }];
  expect(withRun(runs, "koa", undefined)).toEqual([]);
});

test("two processes that write into one file at once lose nothing", async () => {
  const folder = mkdtempSync(join(tmpdir(), "results-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "scenario.json");
  const rewrite = new URL("../../results/rewrite.ts", import.meta.url).href;
  const script = (name: string) => `
    const { rewrite } = await import(${JSON.stringify(rewrite)});
    for (let i = 0; i < 100; i++)
      rewrite(${JSON.stringify(file)}, (text = "") => text + "${name}" + i + "\\n");
  `;
  const write = (name: string) =>
    promisify(execFile)(process.execPath, ["--input-type=module", "--eval", script(name)]);
  await Promise.all([write("a"), write("b")]);
  const lines = readFileSync(file, "utf8").trim().split("\n");
  expect(new Set(lines).size).toBe(200);
  expect(readdirSync(folder)).toEqual(["scenario.json"]);
});
