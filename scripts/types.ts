/**
 * `npm run types`: type-checks every project of the repository with its own tsconfig.json, and makes sure that no
 * file with types in it on disk is left out of all of them. A framework's own checker is the script `check` in the
 * package.json next to that tsconfig.json. Python is checked by pyright, and Go by its linters.
 */
import { execFile } from "node:child_process";
import { existsSync, globSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, dirname, join, relative, resolve } from "node:path";
import { buildSandbox } from "../sandboxes/build.ts";
import { makeEnvironment } from "../sandboxes/runtimes/python/lab/toolchain.ts";
import { pythonTools, runnable } from "../sandboxes/runtimes.ts";
import { frameworks } from "../snippets/frameworks.ts";

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
const tsc = resolve("scripts/typescript-tools/node_modules/.bin/tsc");

const checked = new Set<string>();
let failed = false;

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
  failed = true;
  console.error(`No tsconfig.json covers: ${unchecked.join(", ")}`);
}
if (failed) process.exit(1);
console.log(`types: ${onDisk.length} files checked`);

async function checkProject(config: string): Promise<void> {
  const folder = dirname(config);
  const own = ownChecker(folder);
  const { ok, stdout, stderr } = own
    ? await run(process.execPath, ["--run", "check"], folder)
    : await run(tsc, ["-p", config, "--listFilesOnly", "false", "--listFiles"]);
  const lines = stdout.split("\n").filter(Boolean);
  const files = lines.filter((line) => resolve(line) === line);
  const problems = lines.filter((line) => !files.includes(line));
  for (const file of files) checked.add(relative(".", file));
  if (!ok || files.length === 0) fail(config, [...problems, stderr].join("\n"));
  // Their checkers check every component of a folder, and list none.
  if (own) for (const path of find(`${folder}/**/*.{svelte,astro}`)) checked.add(path);
}

/** Whether the project in this folder is checked by its framework's own checker, not by tsc alone. */
function ownChecker(folder: string): boolean {
  const manifest = join(folder, "package.json");
  if (!existsSync(manifest)) return false;
  return JSON.parse(readFileSync(manifest, "utf8")).scripts?.check !== undefined;
}

async function checkPython(id: string): Promise<void> {
  const folder = await buildSandbox(id);
  const interpreter = await makeEnvironment(
    join(folder, ".venv"),
    join(folder, "requirements.txt"),
  );
  const { ok, stdout, stderr } = await run("pyright", [
    "--project",
    folder,
    "--pythonpath",
    interpreter,
  ]);
  if (!ok) fail(`snippets/${id}`, stdout + stderr);
}

function fail(what: string, problems: string): void {
  failed = true;
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
