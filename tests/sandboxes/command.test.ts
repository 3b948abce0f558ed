import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compose } from "../../sandboxes/compose.ts";
import { run } from "../support/command.ts";

const root = join(import.meta.dirname, "../..");
const sandbox = (...args: string[]) =>
  run(process.execPath, ["scripts/sandbox.ts", ...args], { cwd: root });

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sandbox-command-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("a wrong argument gets one line that names what is allowed", () => {
  test.each([
    [[], /^Which sandbox\?; usage: /],
    [["nope"], /^There is no framework "nope"; allowed: express/],
    [["web-js"], /^Plain JavaScript has no sandbox; allowed: express/],
    [["express", "more"], /^One sandbox at a time, not also more; usage: /],
    [["express", "--nope"], /^Unknown option '--nope'; usage: /],
    [
      ["express", "--port", "seven"],
      /^The port must be a number from 1 to 65535, not "seven"; usage: /,
    ],
    [
      ["express", "--port", "70000"],
      /^The port must be a number from 1 to 65535, not "70000"; usage: /,
    ],
    [
      ["express", "--lock", "--port", "3000"],
      /^--port, --eject and --lock exclude each other; usage: /,
    ],
  ])("%j", async (args, message) => {
    const { code, out, err } = await sandbox(...args);
    expect(err).toMatch(message);
    expect(err.trim().split("\n")).toHaveLength(1);
    expect(out).toBe("");
    expect(code).toBe(2);
  });
});

test("a port in use", async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const { port } = server.address() as AddressInfo;
    const { code, out, err } = await sandbox("express", "--port", String(port));
    expect(err).toBe(`Port ${port} is in use: choose another one with PORT=<number>\n`);
    expect(out).toBe("");
    expect(code).toBe(1);
  } finally {
    server.close();
  }
});

describe("--eject", () => {
  test("writes the exact payload into a folder that is not there yet", async () => {
    const target = join(folder, "new/place");
    const { code, out } = await sandbox("express", "--eject", target);
    expect(out).toMatch(/^Wrote \d+ files\. To run it: cd \S+ && npm ci && npm start\n$/);
    expect(code).toBe(0);
    const written = readdirSync(target, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    const files = written.map((path) => [
      path.slice(target.length + 1).replaceAll("\\", "/"),
      readFileSync(path, "utf8"),
    ]);
    expect(Object.fromEntries(files)).toEqual((await compose("express")).files);
  });

  test("writes nothing into a folder that is not empty", async () => {
    const target = join(folder, "full");
    mkdirSync(target);
    writeFileSync(join(target, "server.ts"), "mine");
    const { code, err } = await sandbox("express", "--eject", target);
    expect(err).toBe(`${target} is not empty: name an empty folder, nothing was written\n`);
    expect(code).toBe(1);
    expect(readdirSync(target)).toEqual(["server.ts"]);
    expect(readFileSync(join(target, "server.ts"), "utf8")).toBe("mine");
  });

  test("writes nothing if a file is", async () => {
    const target = join(folder, "file");
    writeFileSync(target, "mine");
    const { code, err } = await sandbox("express", "--eject", target);
    expect(err).toBe(`${target} is a file: name an empty folder, nothing was written\n`);
    expect(code).toBe(1);
    expect(readFileSync(target, "utf8")).toBe("mine");
  });
});
