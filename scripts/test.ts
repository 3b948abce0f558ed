/**
 * `npm test [-- --all] [-- <arguments of vitest>]`: lint, types, the build of the site, and the tests. What has passed on
 * this machine with the same inputs is left out, unless everything is asked for, or CI=true.
 */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { frameworks } from "../snippets/frameworks.ts";
import { environment } from "./test/environment.ts";
import { forget, hashOf, type Inputs, inputsOf, siteInputs } from "./test/inputs.ts";
import { Passed } from "./test/passed.ts";

const root = join(import.meta.dirname, "..");
process.chdir(root);

const all = process.argv.includes("--all") || process.env.CI === "true";
const forVitest = process.argv.slice(2).filter((argument) => argument !== "--all");
const passed = new Passed("test");

// Where everything is asked for, the site is built while lint and types wait for downloads.
const building = all ? build() : undefined;
await step("lint", "node", ["scripts/lint.ts", ...(all ? [] : ["--changed"])]);
await step("types", "node", ["scripts/types.ts", ...(all ? [] : ["--changed"])]);
// Tools that the steps above install, and variables that name them, are part of it.
const surroundings = await environment();
await buildSite();
// With test files or options as arguments, only those run.
if (forVitest.length > 0) await step("vitest", "vitest", ["run", ...forVitest]);
else await runTests();

/** Builds the site, unless build/ is what these very sources have given. */
async function buildSite(): Promise<void> {
  const hash = hashOf(root, siteInputs(root), { ...surroundings, commit: commit() });
  const state = () => `${hash} ${statSync("build/index.html").mtimeMs}`;
  if (!all && existsSync("build/index.html") && passed.has("build", state())) {
    console.log("build: left out, its inputs are those of the last build");
    return;
  }
  await (building ?? build());
  passed.add("build", state());
}

function build(): Promise<void> {
  passed.remove("build");
  return step("build", "docusaurus", ["build"]);
}

/** Runs the test files whose inputs have changed since they have passed. */
async function runTests(): Promise<void> {
  const files = globSync("tests/**/*.test.ts", {
    exclude: (name) => [".build", "node_modules"].includes(name),
  })
    .map((path) => path.replaceAll("\\", "/"))
    .sort();
  const before = hashes(await inputsOf(files, { root, frameworks }));
  const wanted = files.filter((file) => all || !passed.has(file, before.get(file) ?? ""));
  const left = files.length - wanted.length;
  if (left > 0) {
    console.log(
      `vitest: ${left} of ${files.length} test files left out: they have passed with the same inputs (all: npm test -- --all)`,
    );
  }
  if (wanted.length === 0) return;
  const report = ".cache/tests/last-run.json";
  mkdirSync(dirname(report), { recursive: true });
  rmSync(report, { force: true });
  passed.remove(...wanted);
  const status = await run(
    "vitest",
    ["run", ...wanted, "--reporter=default", "--reporter=./scripts/test/reporter.ts"],
    { PASSED_TESTS: report, ONLY_CHANGED_PAGES: String(!all) },
  );
  if (existsSync(report)) {
    const ran: string[] = JSON.parse(readFileSync(report, "utf8"));
    // A file that was edited meanwhile is not what has passed.
    forget();
    const after = hashes(await inputsOf(ran, { root, frameworks }));
    for (const file of ran) {
      const hash = after.get(file);
      if (hash !== undefined && hash === before.get(file)) passed.add(file, hash);
    }
  }
  process.exitCode = status;
}

function hashes(inputs: Map<string, Inputs>): Map<string, string> {
  return new Map([...inputs].map(([file, its]) => [file, hashOf(root, its, surroundings)]));
}

/** Pages say when they were last updated, by the history. */
function commit(): string {
  return spawnSync("git", ["rev-parse", "HEAD"], { encoding: "utf8" }).stdout ?? "";
}

/** Runs a command, and ends with its exit code where it fails. */
async function step(name: string, command: string, args: string[]): Promise<void> {
  const start = performance.now();
  const status = await run(command, args);
  if (status !== 0) process.exit(status);
  console.log(`${name}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
}

/** Runs a command whose lines are printed as they come. @returns its exit code; it ends with this process */
async function run(
  command: string,
  args: string[],
  env: Record<string, string> = {},
): Promise<number> {
  const child = spawn(command, args, {
    stdio: "inherit",
    shell: process.platform === "win32",
    env: { ...process.env, ...env },
  });
  const end = () => child.kill();
  process.once("exit", end);
  const [status] = await once(child, "close");
  process.off("exit", end);
  return status ?? 1;
}
