import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  checkRegistry,
  compose,
  payloadBudget,
  payloadBytes,
  type Sources,
  sandboxIds,
} from "../../sandboxes/compose.ts";
import { type Framework, findFramework } from "../../snippets/frameworks.ts";

const root = join(import.meta.dirname, "../..");

describe.each(sandboxIds())("the payload of %s", (id) => {
  test("is within its budget", async () => {
    const kind = findFramework(id)?.sandbox?.kind ?? "stackblitz";
    expect(payloadBytes(await compose(id))).toBeLessThanOrEqual(payloadBudget[kind]);
  });

  test("holds the snippets, the front end's pages and the lab verbatim", async () => {
    const { files, open } = await compose(id);
    const verbatim = {
      [open]: `snippets/${id}/${open}`,
      "package.json": `sandboxes/${id}/package.json`,
      "public/refresh-session.js": "snippets/web-js/script-tags/refresh-session.js",
      "lab/start.ts": "sandboxes/lab/start.ts",
    };
    for (const [path, source] of Object.entries(verbatim)) {
      expect(files[path], path).toBe(readFileSync(join(root, source), "utf8"));
    }
  });

  test("is the same each time, its files in order", async () => {
    const payload = await compose(id);
    expect(JSON.stringify(await compose(id))).toBe(JSON.stringify(payload));
    expect(Object.keys(payload.files)).toEqual(Object.keys(payload.files).sort());
  });

  test("names no machine and no registry", async () => {
    const { files } = await compose(id);
    for (const [path, text] of Object.entries(files)) {
      expect(text.includes(root), path).toBe(false);
      expect(text, path).not.toMatch(/"resolved": "http/);
    }
  });
});

test("the registry and the folders of this repository agree", () => {
  expect(() => checkRegistry()).not.toThrow();
});

describe("what does not add up to a sandbox is an error in one line", () => {
  let sources: Sources;

  const demo: Framework = {
    id: "demo",
    label: "Demo",
    kind: "server",
    language: "typescript",
    runtime: "node",
    page: "/demo",
    packages: [],
    capabilities: {},
    sandbox: { kind: "stackblitz", open: "verify-session.ts" },
  };

  beforeEach(() => {
    sources = { root: mkdtempSync(join(tmpdir(), "compose-")), frameworks: [demo] };
    write("sandboxes/demo/server.ts", "import './verify-session.ts';");
    write("sandboxes/lab/start.ts", "");
    write("sandboxes/lab/mock-core.ts", "export const core = 'mock';");
    write("snippets/demo/verify-session.ts", "");
    write("snippets/demo/package.json", "{}");
    write("snippets/web-js/script-tags/index.html", "<p>");
    sources.frameworks = [
      demo,
      { ...demo, id: "web-js", label: "Plain JavaScript", sandbox: undefined } as Framework,
    ];
  });
  afterEach(() => rmSync(sources.root, { recursive: true }));

  function write(path: string, content: string | Uint8Array): void {
    const file = join(sources.root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }

  const composing = (id = "demo") => compose(id, sources);

  test("(and this is one that does)", async () => {
    const { files } = await composing();
    expect(Object.keys(files)).toEqual([
      "lab/mock-core.js",
      "lab/start.ts",
      "public/index.html",
      "server.ts",
      "verify-session.ts",
    ]);
    expect(files["lab/mock-core.js"]).toContain('"mock"');
  });

  test("files that an install or a build leaves behind are not sources", async () => {
    write("sandboxes/demo/node_modules/left/index.js", "");
    write("sandboxes/demo/.build/server.ts", "");
    write("snippets/demo/npm-debug.log", "");
    write("snippets/demo/biome.json", "{}");
    expect(Object.keys((await composing()).files)).toHaveLength(5);
  });

  test("an unknown id names those that are allowed", async () => {
    await expect(composing("nope")).rejects.toThrow(
      /^There is no framework "nope"; allowed: demo$/,
    );
  });

  test("a framework without a sandbox", async () => {
    await expect(composing("web-js")).rejects.toThrow(
      /^Plain JavaScript has no sandbox; allowed: demo$/,
    );
  });

  test("a registry entry without a folder", async () => {
    rmSync(join(sources.root, "snippets/demo"), { recursive: true });
    const message =
      /^snippets\/frameworks\.ts names demo, but there is no folder snippets\/demo\/$/;
    await expect(composing()).rejects.toThrow(message);
    expect(() => checkRegistry(sources)).toThrow(message);
  });

  test("a folder without a registry entry", async () => {
    write("sandboxes/stray/server.ts", "");
    const message =
      /^sandboxes\/stray\/ has no entry in snippets\/frameworks\.ts: add one or remove the folder$/;
    await expect(composing("stray")).rejects.toThrow(message);
    expect(() => checkRegistry(sources)).toThrow(message);
  });

  describe("with a runtime that has files", () => {
    beforeEach(() => {
      sources.frameworks = [{ ...demo, runtime: "tsc" }, ...sources.frameworks.slice(1)];
    });

    test("they are part of the sandbox", async () => {
      write("sandboxes/runtimes/tsc/compile.ts", "tsc");
      expect((await composing()).files["compile.ts"]).toBe("tsc");
      expect(() => checkRegistry(sources)).not.toThrow();
    });

    test("a runtime without a folder", async () => {
      const message =
        /^snippets\/frameworks\.ts names demo, but there is no folder sandboxes\/runtimes\/tsc\/$/;
      await expect(composing()).rejects.toThrow(message);
      expect(() => checkRegistry(sources)).toThrow(message);
    });
  });

  test("a folder of a runtime that no framework has", () => {
    write("sandboxes/runtimes/stray/start.ts", "");
    expect(() => checkRegistry(sources)).toThrow(
      /^No entry of snippets\/frameworks\.ts has the runtime stray: use sandboxes\/runtimes\/stray\/ or remove it$/,
    );
  });

  test("a sandbox without a runtime", async () => {
    const { runtime: _, ...without } = demo;
    sources.frameworks = [without];
    await expect(composing()).rejects.toThrow(
      /^snippets\/frameworks\.ts gives demo a sandbox, but no runtime$/,
    );
  });

  test("two sources that claim one path", async () => {
    write("sandboxes/demo/verify-session.ts", "");
    await expect(composing()).rejects.toThrow(
      /^snippets\/demo\/verify-session\.ts and sandboxes\/demo\/verify-session\.ts both claim verify-session\.ts in the sandbox$/,
    );
  });

  test("a file to open that is not there", async () => {
    rmSync(join(sources.root, "snippets/demo/verify-session.ts"));
    await expect(composing()).rejects.toThrow(
      /^The sandbox of demo opens verify-session\.ts, which it does not hold/,
    );
  });

  test.each([
    ["a NUL byte", new Uint8Array([0x61, 0x00])],
    ["bytes that are not UTF-8", new Uint8Array([0x89, 0x50, 0x4e, 0x47])],
  ])("a file with %s", async (_, bytes) => {
    write("sandboxes/demo/public/logo.png", bytes);
    await expect(composing()).rejects.toThrow(
      /^sandboxes\/demo\/public\/logo\.png is not UTF-8 text: a sandbox can hold text files only$/,
    );
  });

  test("more than the budget names the largest files", async () => {
    write("sandboxes/demo/data.json", "x".repeat(250_000));
    write("snippets/demo/more.ts", "x".repeat(150_000));
    await expect(composing()).rejects.toThrow(
      /^The payload of demo has 400\.\d KB, its budget is 400\.0 KB; the largest files: data\.json 250\.0 KB, more\.ts 150\.0 KB, /,
    );
  });
});
