/**
 * `npm run types`: type-checks every project of the repository with its own tsconfig.json, and makes sure that no
 * file with types in it on disk is left out of all of them. A framework's own checker is the script `check` in the
 * package.json next to that tsconfig.json. Python is checked by pyright, and Go by its linters. With `--changed` the
 * projects are left out that have passed with the same sources.
 */
import { execFile } from "node:child_process";
import { existsSync, globSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, dirname, join, relative, resolve } from "node:path";
import { buildSandbox } from "../sandboxes/build.ts";
import { makeEnvironment } from "../sandboxes/runtimes/python/lab/toolchain.ts";
import { pythonTools, runnable } from "../sandboxes/runtimes.ts";
import { frameworks } from "../snippets/frameworks.ts";
import { buildShortForm } from "../tests/support/short-form.ts";
import { ownTools } from "./own-tools.ts";
import { environment } from "./test/environment.ts";
import { hashOf, languageInputs, projectInputs } from "./test/inputs.ts";
import { Passed } from "./test/passed.ts";

/** Installed and built. So is what is in a folder with a dot: caches, builds, types that a tool has generated. */
const made = ["node_modules", "build", "dist"];
const find = (pattern: string) =>
  globSync(pattern, {
    exclude: (path) => made.includes(basename(path)) || /^\.[^.]/.test(basename(path)),
  });
/** The extensions of files that hold TypeScript. */
const typed = "{ts,tsx,mts,cts,vue,svelte,astro}";

Object.assign(process.env, pythonTools);

// What readers get today, and several times as fast. The checkers of components, Next.js and the hovers of the site
// still need the release before it, which the sandboxes compile with: so both are seen.
const tsc = join(ownTools("scripts/typescript-tools"), "tsc");

const checked = new Set<string>();
const failed = new Set<string>();

const changed = process.argv.includes("--changed");
const passed = new Passed("types");
const left = new Set<string>();
// The names of all files: a new one may belong to a project, or be imported in place of another.
const surroundings = {
  ...(await environment()),
  names: find("**/*.{ts,tsx,mts,cts,js,mjs,vue,svelte,json}").sort().join("\n"),
};

// Snippets and the app around them at once, with the packages that they are run with.
const inPython = frameworks.filter(({ runtime }) => runtime === "python");
const python = await runnable(inPython, "pyright's check");
const checks = [
  // First what waits for a download.
  ...python.map(({ id }) => checkPython.bind(null, id)),
  ...find("**/tsconfig.json")
    // One without sources is part of a payload: the app's own build reads it there.
    .filter((config) => find(`${dirname(config)}/**/*.${typed}`).length > 0)
    .sort()
    .map((config) => checkProject.bind(null, config)),
];
// One for each core: every checker is one thread.
const workers = Array.from({ length: availableParallelism() }, async () => {
  for (let check = checks.shift(); check; check = checks.shift()) await check();
});
await Promise.all(workers);

// A fixture is wrong on purpose; everything else is checked by one project at least.
const onDisk = find(`**/*.${typed}`).filter((path) => !path.includes("/fixtures/"));
const unchecked = onDisk.filter((path) => !checked.has(path));
if (unchecked.length > 0) {
  failed.add("files");
  console.error(`No tsconfig.json covers: ${unchecked.join(", ")}`);
}
if (failed.size > 0) process.exit(1);
console.log(`types: ${onDisk.length} files checked`);
if (left.size > 0) {
  console.log(`types: ${left.size} projects left out, they have passed with the same sources`);
}

async function checkProject(config: string): Promise<void> {
  const folder = dirname(config);
  const hash = (files: readonly string[]) =>
    hashOf(".", projectInputs(config, files), surroundings);
  const readBefore = passed.get(`files of ${config}`)?.split("\n") ?? [];
  if (changed && passed.has(config, hash(readBefore))) {
    for (const file of readBefore) checked.add(file);
    left.add(config);
    return;
  }
  passed.remove(config);
  const hasChecker = ownChecker(folder);
  const { ok, stdout, stderr } = hasChecker
    ? await run(process.execPath, ["--run", "check"], folder)
    : await run(tsc, ["-p", config, "--listFilesOnly", "false", "--listFiles"]);
  const lines = stdout.split("\n").filter(Boolean);
  const files = lines.filter((line) => resolve(line) === line);
  const problems = lines.filter((line) => !files.includes(line));
  const own = files.map((file) => relative(".", file).replaceAll("\\", "/"));
  for (const file of own) checked.add(file);
  if (!ok || files.length === 0) fail(config, [...problems, stderr].join("\n"));
  if (hasChecker) {
    // Their checkers check every component of a folder, and list none.
    const components = find(`${folder}/**/*.{svelte,astro}`);
    for (const file of components) checked.add(file);
    own.push(...components);
  }
  if (failed.has(config)) return;
  const sources = own.filter((file) => !file.includes("node_modules/"));
  passed.add(`files of ${config}`, sources.join("\n"));
  passed.add(config, hash(sources));
}

/** Whether the project in this folder is checked by its framework's own checker, not by tsc alone. */
function ownChecker(folder: string): boolean {
  const manifest = join(folder, "package.json");
  if (!existsSync(manifest)) return false;
  return JSON.parse(readFileSync(manifest, "utf8")).scripts?.check !== undefined;
}

async function checkPython(id: string): Promise<void> {
  const name = `snippets/${id}`;
  const hash = hashOf(".", languageInputs("python", { frameworks }), surroundings);
  if (changed && passed.has(name, hash)) {
    left.add(name);
    return;
  }
  passed.remove(name);
  const folder = await buildSandbox(id);
  const interpreter = await makeEnvironment(
    join(folder, ".venv"),
    join(folder, "requirements.txt"),
  );
  const pyright = join(ownTools("scripts/python-tools"), "pyright");
  for (const project of [folder, await buildShortForm(id)]) {
    const { ok, stdout, stderr } = await run(pyright, [
      "--project",
      project,
      "--pythonpath",
      interpreter,
    ]);
    if (!ok) fail(name, stdout + stderr);
  }
  if (!failed.has(name)) passed.add(name, hash);
}

function fail(what: string, problems: string): void {
  failed.add(what);
  console.error(`${what}\n${problems}`);
}

function run(command: string, args: string[], cwd = ".") {
  const options = { cwd, shell: process.platform === "win32", maxBuffer: 64 * 1024 * 1024 };
  return new Promise<{ ok: boolean; stdout: string; stderr: string }>((resolve) => {
    execFile(command, args, options, (error, stdout, stderr) => {
      // A word in place of an exit code: it could not be started.
      if (typeof error?.code === "string") {
        console.error(`types: ${command} does not start (${error.code}): run npm ci`);
        process.exit(1);
      }
      resolve({ ok: !error, stdout, stderr });
    });
  });
}
