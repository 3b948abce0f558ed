import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { run } from "../support/command.ts";

// A machine without Go and Python, or with old ones: the rest is run.

const windows = process.platform === "win32";
const script = `
import { runnable } from ${JSON.stringify(new URL("../../sandboxes/runtimes.ts", import.meta.url).href)};
const all = ["express", "go", "flask", "django"].map((id) => ({
  id, label: id, runtime: { express: "node", go: "go" }[id] ?? "python",
}));
console.log((await runnable(all, "the contract")).map(({ id }) => id).join());
`;
const ways = {
  go: "get Go 1.26 or later from go.dev/dl",
  python: "get Python 3.11 or later from python.org or your system's packages",
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "runtimes-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What is run, and what is said, where these programs are all that there is. */
async function where(programs: Record<string, string>, env: Record<string, string> = {}) {
  const bin = mkdtempSync(join(folder, "bin-"));
  for (const [name, text] of Object.entries(programs))
    writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  const { code, out, err } = await run(
    process.execPath,
    ["--input-type=module", "--eval", script],
    { env: { ...process.env, CI: "", ...env, PATH: bin } },
  );
  return { code, runs: out.trim(), lines: err.trim().split("\n") };
}

test("what a missing runtime leaves out is said in one line, with the way to get it", async () => {
  expect(await where({})).toEqual({
    code: 0,
    runs: "express",
    lines: [
      `Not run: the contract of go. There is no Go on this machine: ${ways.go}`,
      `Not run: the contract of flask, django. There is no Python on this machine: ${ways.python}`,
    ],
  });
});

test.skipIf(windows)("so is what an old one leaves out", async () => {
  expect(await where({ go: "echo go1.20.3", python3: "echo 3.10.13" })).toEqual({
    code: 0,
    runs: "express",
    lines: [
      `Not run: the contract of go. This Go is too old (go1.20.3): ${ways.go}`,
      `Not run: the contract of flask, django. This Python is too old (python3 is 3.10.13): ${ways.python}`,
    ],
  });
});

test.skipIf(windows)(
  "one that must not or cannot fetch a newer Go is treated as no Go either",
  async () => {
    const complaint = (text: string) => where({ go: `echo '${text}' >&2; exit 1` });
    const local = "go: go.mod requires go >= 1.26.0 (running go 1.24.1; GOTOOLCHAIN=local)";
    expect((await complaint(local)).lines[0]).toBe(
      `Not run: the contract of go. This Go is too old (${local}): ${ways.go}`,
    );
    const offline = "go: download go1.26.0: golang.org/toolchain: dial tcp: no such host";
    expect((await complaint(offline)).lines[0]).toBe(
      `Not run: the contract of go. Go cannot fetch what the app needs (${offline}): is there a network?`,
    );
  },
);

test("with CI=true it is a failure", async () => {
  const { code, runs, lines } = await where({}, { CI: "true" });
  expect([code, runs]).toEqual([1, ""]);
  expect(lines.join("\n")).toContain(
    `Not run: the contract of go. There is no Go on this machine: ${ways.go}`,
  );
});

test.skipIf(windows)("new ones run everything", async () => {
  expect(await where({ go: "echo go1.27.0", python3: "echo 3.14.1" })).toMatchObject({
    code: 0,
    runs: "express,go,flask,django",
    lines: [""],
  });
});
