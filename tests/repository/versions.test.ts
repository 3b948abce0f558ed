import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { readCores } from "../../results/cores.ts";
import { readVerification } from "../../results/verification.ts";
import { readVersions } from "../../results/version-files.ts";
import { type Cell, keyOf, linesOf } from "../../results/versions.ts";
import { tableOf } from "../../scripts/versions/table.ts";
import { findFramework, frameworks } from "../../snippets/frameworks.ts";
import { proofOfOlder } from "../../src/plugins/snippets/verification.ts";
import { run } from "../support/command.ts";

const root = join(import.meta.dirname, "../..");
const cells = readVersions();
const verify = (...args: string[]) =>
  run(process.execPath, [join(root, "scripts/verify.ts"), ...args], { cwd: root });

describe("results/versions.json", () => {
  test("has at least sixty cells, none twice, each of a framework that is there", () => {
    expect(cells.length).toBeGreaterThanOrEqual(60);
    expect(new Set(cells.map(keyOf)).size).toBe(cells.length);
    expect(cells.filter(({ framework }) => !findFramework(framework))).toEqual([]);
  });

  test.each(cells.map((cell) => [keyOf(cell), cell] as const))(
    "%s says what happened",
    (_, { outcome, scenarios, failed, why = "", on }) => {
      expect(on).toMatch(/^\d{4}-\d\d-\d\d$/);
      if (outcome === "passed" || outcome === "failed") {
        expect(scenarios).toBeGreaterThan(5);
        expect(failed.length > 0).toBe(outcome === "failed");
        expect(failed.filter(({ id, why }) => !id || !why)).toEqual([]);
      } else {
        expect(["does not install", "does not start"]).toContain(outcome);
        expect(why).not.toBe("");
        expect(why).not.toContain("\n");
        expect(why).not.toContain(root);
      }
    },
  );

  test("names only scenarios that the framework has", () => {
    const verified = readVerification();
    const unknown = cells.flatMap(({ framework, failed }) =>
      failed
        .map(({ id }) => id)
        // A test of a front end that is not a scenario has its title here.
        .filter((id) => /^[a-z\d-]+$/.test(id) && !verified[framework]?.scenarios[id])
        .map((id) => `${framework}: ${id}`),
    );
    expect(unknown).toEqual([]);
  });

  test("ran the files of each older release as they are", () => {
    for (const { framework, variant, files = {} } of cells.filter(({ variant }) => variant)) {
      for (const [path, hash] of Object.entries(files)) {
        const text = readFileSync(join(root, "snippets", framework, variant ?? "", path));
        const now = `sha256-${createHash("sha256").update(text).digest("hex")}`;
        expect(now, `${variant}/${path}: run npm run versions -- ${framework} --all`).toBe(
          hash,
        );
      }
    }
  });

  test("has a run with the files of each older release, and the guide shows them", () => {
    const older = frameworks.flatMap(({ id, page, older = [] }) =>
      older.map((release) => ({ id, page, ...release })),
    );
    expect(older.length).toBeGreaterThan(2);
    for (const { id, page, package: name, release, folder } of older) {
      const line = linesOf(cells, id)
        .get(name)
        ?.find((each) => each.line === release);
      expect(line?.variant, `${id} ${name} ${release}`).toEqual({ folder, outcome: "passed" });
      const guide = readFileSync(join(root, `docs${page}.mdx`), "utf8");
      expect(guide).toContain(`{#${folder}}`);
      expect(guide).toContain(`file=snippets/${id}/${folder}/`);
      expect(existsSync(join(root, "snippets", id, folder))).toBe(true);
    }
  });
});

test("a line of releases is one entry, with the run of what it needs", () => {
  const cell = { package: "express", scenarios: 9, failed: [], on: "2026-01-01" };
  const express: Cell[] = [
    { ...cell, framework: "express", release: "5.3.0", line: "5", outcome: "passed" },
    { ...cell, framework: "express", release: "4.22.3", line: "4", outcome: "failed" },
    {
      ...cell,
      framework: "express",
      release: "4.22.3",
      line: "4",
      variant: "express-4",
      outcome: "passed",
    },
    { ...cell, framework: "koa", release: "3.0.0", line: "3", outcome: "passed" },
  ];
  expect([...linesOf(express, "express")]).toEqual([
    [
      "express",
      [
        { line: "5", release: "5.3.0", outcome: "passed" },
        {
          line: "4",
          release: "4.22.3",
          outcome: "failed",
          variant: { folder: "express-4", outcome: "passed" },
        },
      ],
    ],
  ]);
});

test("the table of a run leads with what failed, and no text leaves its cell", () => {
  const cell = { framework: "express", scenarios: 9, on: "2026-01-01", failed: [] };
  const table = tableOf([
    { ...cell, package: "express", release: "5.3.0", outcome: "passed" },
    {
      ...cell,
      package: "jose",
      release: "7.0.0",
      also: { express: "6.0.0" },
      outcome: "failed",
      failed: [{ id: "loop", why: "a | b <c>" }],
    },
  ]);
  expect(table).toBe(
    [
      "| Framework | Releases | Outcome | Why |",
      "| --- | --- | --- | --- |",
      "| Express | jose 7.0.0, express 6.0.0 | 1 of 9 scenarios failed | `loop`: a \\| b &lt;c> |",
      "| Express | express 5.3.0 | passed |  |",
      "",
    ].join("\n"),
  );
});

test("the badge of a file for an older release is that of the run with it", () => {
  const cell: Cell = {
    framework: "express",
    package: "express",
    release: "4.22.3",
    variant: "express-4",
    outcome: "passed",
    scenarios: 9,
    failed: [],
    files: { "app.ts": "sha256-a" },
    on: "2026-01-01",
  };
  const proof = (hash: string, file = "app.ts", found = cell) =>
    proofOfOlder(file, hash, "express", "express-4", [found]);
  const versions = ["express 4.22.3"];
  expect(proof("sha256-a")).toEqual({ state: "verified", scenarios: 9, versions });
  expect(proof("sha256-b")).toEqual({ state: "changed", scenarios: 9, versions });
  expect(proof("sha256-a", "other.ts").state).toBe("unverified");
  const failed = [{ id: "loop", why: "x" }];
  expect(proof("sha256-a", "app.ts", { ...cell, outcome: "failed", failed })).toEqual({
    state: "failed",
    scenarios: 1,
    versions,
  });
});

test("results/cores.json says what ran against which core, and what was left out", () => {
  const runs = readCores();
  const known = new Set(runs.flatMap(({ frameworks: ran }) => Object.keys(ran)));
  expect(frameworks.map(({ id }) => id).filter((id) => !known.has(id))).toEqual([]);
  for (const { core, cdi, lifetime, frameworks: ran } of runs) {
    expect(core).not.toBe("");
    expect(cdi.length).toBeGreaterThan(0);
    expect(lifetime).toBeGreaterThan(0);
    for (const [id, { passed, failed, leftOut }] of Object.entries(ran)) {
      expect(passed, id).toBeGreaterThan(findFramework(id)?.kind === "server" ? 100 : 50);
      expect(failed, id).toEqual([]);
      expect(Object.values(leftOut).flat().length, id).toBeGreaterThan(0);
    }
  }
});

describe("npm run verify reports what it cannot do in one line", () => {
  test.each([
    [["nosuch", "--with", "express@4"], /no framework nosuch\. There are: express, /, 2],
    [["--with", "express@4"], /--with takes one framework/, 2],
    [["express", "koa", "--with", "express@4"], /--with takes one framework/, 2],
    [["express", "--with", "express"], /"express" is not a package with a release/, 1],
    [["express", "--with", "koa@2"], /Express does not use koa\. Its packages: node, /, 1],
    [["flask", "--with", "django==5"], /Flask does not use django\. Its packages: python, /, 1],
    [["go", "--with", "express@4"], /Go net\/http does not use express/, 1],
    [["express", "--as-is"], /--as-is needs --with/, 2],
    [["express", "--api-key", "k"], /--api-key and --name need --core/, 2],
    [
      ["express", "--core", "x", "--with", "express@4"],
      /--with and --core exclude each other/,
      2,
    ],
    [["express", "--core", "nonsense"], /--core must be a URL/, 2],
    [["react", "--core", "http://localhost:1"], /No core responds at http:\/\/localhost:1$/, 1],
    [
      ["express", "--core", "http://localhost:1"],
      /No core responds at http:\/\/localhost:1$/,
      1,
    ],
  ])("%j", async (args, message, code) => {
    const outcome = await verify(...args);
    expect(outcome.out).toBe("");
    expect(outcome.err.trimEnd()).toMatch(message);
    expect(outcome.err.trimEnd().split("\n")).toHaveLength(1);
    expect(outcome.code).toBe(code);
  });

  test.each([
    [
      "too old",
      200,
      '{"versions":["3.1","2.21","2.7"]}',
      /serves CDI 2\.7 to 3\.1; the SDK needs 5\.4/,
    ],
    ["behind another API key", 401, "Invalid API key", /wants another API key/],
    ["no core", 200, "<html>", /is no core: \/apiversion names no versions/],
  ])("a core that is %s", async (_, status, body, message) => {
    const server = createServer((_, response) => response.writeHead(status).end(body)).listen(
      0,
    );
    onTestFinished(() => void server.close());
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const { code, out, err } = await verify("express", "--core", `http://localhost:${port}`);
    expect(out).toBe("");
    expect(err.trimEnd()).toMatch(message);
    expect(err.trimEnd().split("\n")).toHaveLength(1);
    expect(code).toBe(1);
  });
});
