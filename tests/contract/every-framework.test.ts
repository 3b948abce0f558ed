import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { formatRuns, readAllRuns, runsFile } from "../../results/run-files.ts";
import { readVerification } from "../../results/verification.ts";
import { frameworks } from "../../snippets/frameworks.ts";

const ids = frameworks.map(({ id }) => id);

// A framework whose file is missing would be verified by nobody.
describe("every framework of the registry", () => {
  test.each(frameworks)("$label has its test file", ({ id, kind }) => {
    const folder = kind === "server" ? "tests/contract" : "tests/front-ends";
    expect(existsSync(`${folder}/${id}.test.ts`)).toBe(true);
  });
});

describe("results/", () => {
  test("has no recorded run of a framework that is gone, and none twice", () => {
    const found = [...readAllRuns()].flatMap(([scenario, runs]) => {
      const all = runs.flatMap((run) => run.frameworks);
      return all
        .filter((id, index) => !ids.includes(id) || all.indexOf(id) !== index)
        .map((id) => `${scenario}: ${id}`);
    });
    expect(found).toEqual([]);
  });

  test("nor a verification of one", () => {
    expect(Object.keys(readVerification()).filter((id) => !ids.includes(id))).toEqual([]);
  });

  test("has its recorded runs as npm run verify writes them", () => {
    const edited = [...readAllRuns()]
      .filter(
        ([scenario, runs]) => readFileSync(runsFile(scenario), "utf8") !== formatRuns(runs),
      )
      .map(([scenario]) => scenario);
    expect(edited).toEqual([]);
  });
});
