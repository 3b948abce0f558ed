/** `npm run lint`: every language's own formatter and linter over everything that is written in it. */
import { globSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { buildSandbox } from "../sandboxes/build.ts";
import { makeEnvironment } from "../sandboxes/runtimes/python/lab/toolchain.ts";
import { canRun, goCaches } from "../sandboxes/runtimes.ts";
import { frameworks, type Runtime } from "../snippets/frameworks.ts";
import { Steps } from "./steps.ts";

const steps = new Steps();

steps.run("biome", ["ci", "."]);

if (await canRun("go", "gofmt, go vet and staticcheck")) {
  const go = { env: goCaches };
  steps.runSilent("gofmt", ["-l", ...sources("go")]);
  const staticcheck = resolve(".cache/go/staticcheck");
  const tool = "honnef.co/go/tools/cmd/staticcheck";
  steps.run("go", ["build", "-o", staticcheck, tool], { ...go, cwd: "scripts/go-tools" });
  for (const folder of ["snippets/testing/go", ...(await composed("go"))]) {
    for (const module of globSync("**/go.mod", { cwd: folder })) {
      const at = { ...go, cwd: join(folder, dirname(module)) };
      steps.run("go", ["vet", "./..."], at);
      steps.run(staticcheck, ["./..."], at);
    }
  }
}

if (await canRun("python", "ruff")) {
  const tools = await makeEnvironment(
    ".cache/python/tools",
    "scripts/python-tools/requirements.txt",
  );
  const config = ["--config", resolve("sandboxes/runtimes/python/pyproject.toml")];
  const own = ["snippets/testing/python", "tests/frameworks/python"];
  for (const folder of [...own, ...(await composed("python"))]) {
    steps.run(tools, ["-m", "ruff", "check", "--quiet", ...config, "."], { cwd: folder });
    const format = ["-m", "ruff", "format", "--check", "--quiet", ...config, "."];
    steps.run(tools, format, { cwd: folder });
  }
}

steps.end();

/** Every file of the repository with this extension that is written by hand. */
function sources(extension: string): string[] {
  const made = ["node_modules", ".build", ".cache", ".git"];
  return globSync(`**/*.${extension}`, { exclude: (name) => made.includes(name) });
}

/** The sandboxes of a runtime, composed: there the snippets and the app around them are one. */
function composed(of: Runtime): Promise<string[]> {
  return Promise.all(
    frameworks.filter(({ runtime }) => runtime === of).map(({ id }) => buildSandbox(id)),
  );
}
