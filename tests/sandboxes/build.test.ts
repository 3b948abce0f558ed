import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { updateFiles } from "../../sandboxes/build.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sandbox-build-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("a file that is no longer composed goes, a build that the sandbox has made stays", async () => {
  await updateFiles({ "server.ts": "1", "old.ts": "1", "lib/old.ts": "1" }, folder);
  mkdirSync(join(folder, "dist"));
  writeFileSync(join(folder, "dist/server.js"), "1");
  await updateFiles({ "server.ts": "2" }, folder);
  const left = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  expect(left.sort()).toEqual([".composed.json", "dist/server.js", "server.ts"]);
});

test("a file that has not changed is not written", async () => {
  const server = join(folder, "server.ts");
  await updateFiles({ "server.ts": "1" }, folder);
  const before = statSync(server, { bigint: true }).mtimeNs;
  await updateFiles({ "server.ts": "1", "new.ts": "1" }, folder);
  expect(statSync(server, { bigint: true }).mtimeNs).toBe(before);
});
