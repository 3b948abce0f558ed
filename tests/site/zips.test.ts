import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { strFromU8, unzipSync } from "fflate";
import { describe, expect, it, onTestFinished } from "vitest";
import { makeEnvironment } from "../../sandboxes/runtimes/python/lab/toolchain.ts";
import { canRun } from "../../sandboxes/runtimes.ts";
import { zippedCopies } from "../../src/plugins/registry/file-sets.ts";
import { root, setOf } from "../support/registry.ts";

const run = promisify(execFile);
/** A first run fetches packages, in ms. */
const preparation = 120_000;

/** A reader's project in which the zip of a framework was unpacked: its path. */
function unpacked(name: string): string {
  const project = mkdtempSync(join(tmpdir(), "reader-"));
  onTestFinished(() => rmSync(project, { recursive: true, force: true }));
  for (const [path, data] of Object.entries(unzipSync(zippedCopies(root, setOf(name))))) {
    mkdirSync(dirname(join(project, path)), { recursive: true });
    writeFileSync(join(project, path), strFromU8(data));
  }
  return project;
}

describe.runIf(await canRun("python", "the zips for Python"))("the zip for Python", () => {
  it.each([
    ["fastapi", "app"],
    ["flask", "app"],
    ["django", "wsgi"],
  ])(
    "of %s imports with PYTHONPATH=supertokens, and not without it",
    async (name, module) => {
      const project = unpacked(name);
      const requirements = join(project, "supertokens/requirements.txt");
      const python = await makeEnvironment(
        join(root, ".cache/python", `reader-${name}`),
        requirements,
      );
      const start = (env: Record<string, string>) =>
        run(python, ["-c", `import ${module}; print("imported")`], {
          cwd: project,
          env: { ...process.env, PYTHONPATH: "", ...env },
        });
      expect((await start({ PYTHONPATH: "supertokens" })).stdout).toBe("imported\n");
      await expect(start({})).rejects.toThrow("No module named");
    },
    preparation,
  );
});

describe.runIf(await canRun("go", "the zip for Go"))("the zip for Go", () => {
  it(
    "builds as it is, and as a package of the reader's module",
    async () => {
      const project = unpacked("go");
      await run("go", ["build", "./..."], { cwd: join(project, "supertokens") });

      for (const path of ["go.mod", "go.sum", "chi", "gin"])
        rmSync(join(project, "supertokens", path), { recursive: true });
      const module = unzipSync(zippedCopies(root, setOf("go")));
      const [mod, sum] = ["go.mod", "go.sum"].map((it) => module[`supertokens/${it}`]);
      if (!mod || !sum) throw new Error("the zip has no go.mod");
      writeFileSync(
        join(project, "go.mod"),
        strFromU8(mod).replace("example.com/ssr", "reader.example/app"),
      );
      writeFileSync(join(project, "go.sum"), strFromU8(sum));
      writeFileSync(
        join(project, "main.go"),
        'package main\n\nimport app "reader.example/app/supertokens"\n\nfunc main() { _, _ = app.New() }\n',
      );
      await run("go", ["build", "./..."], { cwd: project });
    },
    preparation,
  );
});
