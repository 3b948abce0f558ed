import { existsSync, globSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { frameworks } from "../../snippets/frameworks.ts";

// A framework whose file is missing would be verified by nobody.

describe("every framework of the registry", () => {
  test.each(frameworks)("$label has its test file", ({ id, kind }) => {
    const folder = kind === "server" ? "tests/contract" : "tests/browser";
    expect(existsSync(`${folder}/${id}.test.ts`)).toBe(true);
  });

  test("and every folder of recordings its framework", () => {
    const ids = frameworks.map(({ id }) => id);
    const folders = globSync("*", { cwd: "tests/contract/recordings" });
    expect(folders.filter((id) => !ids.includes(id))).toEqual([]);
  });
});
