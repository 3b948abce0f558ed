/**
 * `npm run lint`: every language's own formatter and linter over everything that is written in it, English included. With `--changed` the
 * languages are left out that have passed with the same sources.
 */
import { globSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { buildSandbox } from "../sandboxes/build.ts";
import { makeEnvironment } from "../sandboxes/runtimes/python/lab/toolchain.ts";
import { canRun, goCaches } from "../sandboxes/runtimes.ts";
import { frameworks, type Runtime } from "../snippets/frameworks.ts";
import { buildShortForm } from "../tests/support/short-form.ts";
import { Steps } from "./steps.ts";
import { environment } from "./test/environment.ts";
import { hashOf, languageInputs } from "./test/inputs.ts";
import { Passed } from "./test/passed.ts";

const steps = new Steps();
const changed = process.argv.includes("--changed");

steps.run("biome", ["ci", "."]);
steps.run("node", ["scripts/prose.ts"]);

await unlessPassed("go", "gofmt, go vet and staticcheck", async () => {
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
});

await unlessPassed("python", "ruff", async () => {
  const tools = await makeEnvironment(
    ".cache/python/tools",
    "scripts/python-tools/requirements.txt",
  );
  const config = ["--config", resolve("sandboxes/runtimes/python/pyproject.toml")];
  // A short form lies in the folder of its sandbox, and is checked as an app of its own.
  const others = ["--extend-exclude", ".short"];
  const own = ["snippets/testing/python", "tests/frameworks/python"];
  for (const folder of [...own, ...(await composed("python"))]) {
    const excluded = folder.endsWith(".short") ? [] : others;
    for (const command of [["check"], ["format", "--check"]]) {
      const options = ["-m", "ruff", ...command, "--quiet", ...config, ...excluded, "."];
      steps.run(tools, options, { cwd: folder });
    }
  }
});

steps.end();

/** Runs the linters of a language, where this machine has it; with `--changed` unless they have passed with the same sources. */
async function unlessPassed(
  language: Runtime,
  what: string,
  lint: () => Promise<void>,
): Promise<void> {
  if (!(await canRun(language, what))) return;
  const passed = new Passed("lint");
  const name = `lint ${language}`;
  const hash = hashOf(".", languageInputs(language, { frameworks }), await environment());
  if (changed && passed.has(name, hash)) {
    console.log(`${name}: left out, it has passed with the same sources`);
    return;
  }
  const before = steps.failed;
  await lint();
  if (steps.failed === before) passed.add(name, hash);
  else passed.remove(name);
}

/** Every file of the repository with this extension that is written by hand. */
function sources(extension: string): string[] {
  const made = ["node_modules", ".build", ".cache", ".git"];
  return globSync(`**/*.${extension}`, { exclude: (name) => made.includes(name) });
}

/** The sandboxes of a runtime, composed: there the snippets and the app around them are one. With each its short form. */
async function composed(of: Runtime): Promise<string[]> {
  const ids = frameworks.flatMap(({ id, runtime }) => (runtime === of ? [id] : []));
  // One after the other: the second is in a folder of the first.
  const both = ids.map(async (id) => [await buildSandbox(id), await buildShortForm(id)]);
  return (await Promise.all(both)).flat();
}
