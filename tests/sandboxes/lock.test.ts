import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { sandboxIds } from "../../sandboxes/compose.ts";
import { type Lock, lockSandbox } from "../../sandboxes/lock.ts";

const root = join(import.meta.dirname, "../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const repository = JSON.parse(read("package-lock.json")) as Lock;

/** "name version integrity" of every package that a lock installs. */
function installed({ packages }: Lock): string[] {
  return Object.entries(packages).flatMap(([path, { version, integrity, link }]) =>
    path.includes("node_modules/") && !link
      ? `${path.slice(path.lastIndexOf("node_modules/") + 13)} ${version} ${integrity}`
      : [],
  );
}

const locked = sandboxIds().filter((id) =>
  existsSync(join(root, `sandboxes/${id}/package.json`)),
);

describe.each(locked)("the lock of %s", (id) => {
  const manifest = read(`sandboxes/${id}/package.json`);
  const lock = () => JSON.parse(read(`sandboxes/${id}/package-lock.json`)) as Lock;

  test("installs the very packages of this repository", () => {
    const ours = new Set(installed(repository));
    expect(installed(lock()).filter((entry) => !ours.has(entry))).toEqual([]);
    const names = installed(lock()).map((entry) => entry.split(" ")[0]);
    expect(names).toEqual(
      expect.arrayContaining(Object.keys(JSON.parse(manifest).dependencies)),
    );
  });

  test(`fits its package.json (else: npm run sandbox -- ${id} --lock)`, () => {
    expect(lock().packages[""]?.dependencies).toEqual(JSON.parse(manifest).dependencies);
  });

  test("names no URL", () => {
    expect(JSON.stringify(lock())).not.toMatch(/"resolved"|https?:\/\/registry/);
  });
});

test("a lock is made from the repository's", async () => {
  const manifest = read("sandboxes/express/package.json");
  const text = await lockSandbox(manifest, repository, "sandboxes/express");
  const committed = JSON.parse(read("sandboxes/express/package-lock.json")) as Lock;
  // Not byte for byte: each npm adds fields of its own.
  expect(installed(JSON.parse(text) as Lock)).toEqual(installed(committed));
});
