import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { run } from "../support/command.ts";

const root = join(import.meta.dirname, "../..");
const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  scripts: Record<string, string>;
};
const table = readFileSync(join(root, "README.md"), "utf8");

/** The commands of the README that are scripts of this project, with the file that each runs. */
const commands = [
  ...new Set([...table.matchAll(/npm run ([\w-]+)/g)].map(([, name = ""]) => name)),
]
  .map((name) => ({ name, file: /^node (\S+)$/.exec(scripts[name] ?? "")?.[1] ?? "" }))
  .filter(({ file }) => file !== "");

test("the README names the commands", () => {
  const expected = [
    "bench",
    "lock",
    "mock-core",
    "mutants",
    "newest",
    "sandbox",
    "serve",
    "verify",
    "versions",
  ];
  expect(commands.map(({ name }) => name).sort()).toEqual(expected);
});

describe.each(commands)("npm run $name", ({ name, file }) => {
  const command = (...args: string[]) =>
    run(process.execPath, [join(root, file), ...args], { cwd: root });

  test("-- --help prints its usage", async () => {
    const { code, out, err } = await command("--help");
    expect(out).toMatch(new RegExp(`^Usage: (npm run |supertokens-)${name}`));
    expect(err).toBe("");
    expect(code).toBe(0);
  });

  test("reports a wrong argument in one line", async () => {
    const { code, out, err } = await command("--nope");
    expect(err).toMatch(/^.*--nope.*\n$/);
    expect(out).toBe("");
    expect(code).toBe(2);
  });
});

test("npm run lock completes the lock of the folder", async () => {
  const cwd = mkdtempSync(join(tmpdir(), "lock-"));
  onTestFinished(() => rmSync(cwd, { recursive: true }));
  const optionalDependencies = { "tool-linux-x64": "1.0.0" };
  const lock = { packages: { "": {}, "node_modules/tool": { optionalDependencies } } };
  writeFileSync(join(cwd, "package-lock.json"), JSON.stringify(lock));
  const { out, err } = await run(process.execPath, [join(root, "scripts/lock.ts")], { cwd });
  expect(out, err).toBe("package-lock.json: packages added or changed: 1\n");
  const { packages } = JSON.parse(readFileSync(join(cwd, "package-lock.json"), "utf8"));
  expect(packages["node_modules/tool-linux-x64"]).toMatchObject({ version: "1.0.0" });
});
