import {
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { FolderTypes } from "../../../src/plugins/snippets/types.ts";
import { fixtureSite, write } from "./fixture-site.ts";

const fine: FolderTypes = { "snippets/demo/greet.ts": { hovers: [], errors: [] } };

/** The module as a new process has it: nothing in memory. */
const freshCache = async () => {
  vi.resetModules();
  return (await import("../../../src/plugins/snippets/cache.ts")).cachedTypes;
};

const compile = vi.fn((): FolderTypes => fine);
beforeEach(() => compile.mockClear());

describe("types are compiled again", () => {
  test.each([
    ["a file that is shown", "snippets/demo/greet.ts", "export {};\n"],
    ["a file next to it", "snippets/demo/shout.ts", "export {};\n"],
    ["a new file", "snippets/demo/globals.d.ts", "declare const answer: number;\n"],
    ["a new file below", "snippets/demo/lib/a.ts", "export {};\n"],
    ["the tsconfig.json", "snippets/demo/tsconfig.json", "{}\n"],
    ["what is installed", "package-lock.json", "{}\n"],
  ])("after a change to %s", async (_, path, text) => {
    const siteDir = fixtureSite();
    const cachedTypes = await freshCache();
    await cachedTypes(siteDir, "snippets/demo", compile);
    write(siteDir, path, text);
    await cachedTypes(siteDir, "snippets/demo", compile);
    expect(compile).toHaveBeenCalledTimes(2);
    await (await freshCache())(siteDir, "snippets/demo", compile);
    expect(compile).toHaveBeenCalledTimes(2);
  });

  test("after a change to the repository's own package, where the folder uses it", async () => {
    const manifest = '{ "dependencies": { "supertokens-mock-core": "1.0.0" } }';
    const siteDir = fixtureSite({ "mock-core/src/index.ts": "export {};\n" });
    const cachedTypes = await freshCache();
    await cachedTypes(siteDir, "snippets/demo", compile);
    write(siteDir, "mock-core/src/index.ts", "export const a = 1;\n");
    await cachedTypes(siteDir, "snippets/demo", compile);
    expect(compile).toHaveBeenCalledTimes(1);
    write(siteDir, "snippets/demo/package.json", manifest);
    await cachedTypes(siteDir, "snippets/demo", compile);
    write(siteDir, "mock-core/src/index.ts", "export const a = 2;\n");
    await cachedTypes(siteDir, "snippets/demo", compile);
    expect(compile).toHaveBeenCalledTimes(3);
  });

  test("after a file is gone, and after one has another name", async () => {
    const siteDir = fixtureSite();
    const cachedTypes = await freshCache();
    await cachedTypes(siteDir, "snippets/demo", compile);
    renameSync(join(siteDir, "snippets/demo/shout.ts"), join(siteDir, "snippets/demo/yell.ts"));
    await cachedTypes(siteDir, "snippets/demo", compile);
    rmSync(join(siteDir, "snippets/demo/yell.ts"));
    await cachedTypes(siteDir, "snippets/demo", compile);
    expect(compile).toHaveBeenCalledTimes(3);
  });

  test("after an edit that keeps size and time", async () => {
    const siteDir = fixtureSite();
    const path = join(siteDir, "snippets/demo/shout.ts");
    const then = new Date(0);
    utimesSync(path, then, then);
    await (await freshCache())(siteDir, "snippets/demo", compile);
    writeFileSync(path, readFileSync(path, "utf8").replace("loud", "LOUD"));
    utimesSync(path, then, then);
    await (await freshCache())(siteDir, "snippets/demo", compile);
    expect(compile).toHaveBeenCalledTimes(2);
  });

  test("after a compilation with errors", async () => {
    const siteDir = fixtureSite();
    compile.mockReturnValueOnce({ "snippets/demo/greet.ts": { hovers: [], errors: ["TS1"] } });
    await (await freshCache())(siteDir, "snippets/demo", compile);
    expect(existsSync(join(siteDir, ".cache"))).toBe(false);
    await (await freshCache())(siteDir, "snippets/demo", compile);
    expect(compile).toHaveBeenCalledTimes(2);
  });

  test("after one that threw, in the same process", async () => {
    const siteDir = fixtureSite();
    const cachedTypes = await freshCache();
    compile.mockImplementationOnce(() => {
      throw new Error("no program");
    });
    await expect(cachedTypes(siteDir, "snippets/demo", compile)).rejects.toThrow("no program");
    expect(await cachedTypes(siteDir, "snippets/demo", compile)).toEqual(fine);
  });

  test("when the cache holds something else", async () => {
    const siteDir = fixtureSite({ ".cache/snippets/snippets+demo.json": "half a file" });
    await (await freshCache())(siteDir, "snippets/demo", compile);
    expect(compile).toHaveBeenCalledTimes(1);
  });
});

describe("types are read from the cache", () => {
  test("by another process, while nothing has changed", async () => {
    const siteDir = fixtureSite();
    await (await freshCache())(siteDir, "snippets/demo", compile);
    expect(await (await freshCache())(siteDir, "snippets/demo", compile)).toEqual(fine);
    expect(compile).toHaveBeenCalledTimes(1);
  });

  test("by embeds that ask at the same time", async () => {
    const siteDir = fixtureSite();
    const cachedTypes = await freshCache();
    await Promise.all([1, 2, 3].map(() => cachedTypes(siteDir, "snippets/demo", compile)));
    expect(compile).toHaveBeenCalledTimes(1);
  });

  test("after a change to what types do not depend on", async () => {
    const siteDir = fixtureSite();
    await (await freshCache())(siteDir, "snippets/demo", compile);
    write(siteDir, "results/verification.json", "{}");
    write(siteDir, "snippets/other/a.ts", "export {};\n");
    write(siteDir, "snippets/demo/node_modules/a/index.js", "");
    await (await freshCache())(siteDir, "snippets/demo", compile);
    expect(compile).toHaveBeenCalledTimes(1);
  });

  test("which holds one file for a folder, whatever was compiled before", async () => {
    const siteDir = fixtureSite();
    const cachedTypes = await freshCache();
    await cachedTypes(siteDir, "snippets/demo", compile);
    write(siteDir, "snippets/demo/shout.ts", "export {};\n");
    await cachedTypes(siteDir, "snippets/demo", compile);
    expect(readdirSync(join(siteDir, ".cache/snippets"))).toEqual(["snippets+demo.json"]);
  });
});
