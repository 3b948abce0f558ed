/**
 * `npm run types`: type-checks every project of the repository with its own tsconfig.json, and makes sure that no
 * file with types in it on disk is left out of all of them. Components are checked by their framework's own checker,
 * Python by pyright, and Go by its linters.
 */
import { execFile } from "node:child_process";
import { globSync, readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { buildSandbox } from "../sandboxes/build.ts";
import { makeEnvironment } from "../sandboxes/languages/python/lab/toolchain.ts";
import { pythonTools, runnable } from "../sandboxes/languages.ts";
import { frameworks } from "../snippets/frameworks.ts";

const exclude = ["node_modules", ".docusaurus", ".cache", ".build", "build", "dist", ".git"];
const find = (pattern: string) =>
  globSync(pattern, { exclude: (name) => exclude.includes(name) });

Object.assign(process.env, pythonTools);

// What readers get today, and several times as fast. The checkers of components, Next.js and the hovers of the site
// still need the release before it, which the sandboxes compile with: so both are seen.
const tsc = resolve("scripts/typescript-tools/node_modules/.bin/tsc");

const checked = new Set<string>();
let failed = false;

// Snippets and the app around them at once, with the packages that they are run with.
const inPython = frameworks.filter(({ language, sandbox }) => language === "python" && sandbox);
const python = await runnable(inPython, "pyright's check");
const checks = [
  // First what waits for a download.
  ...python.map(({ id }) => checkPython.bind(null, id)),
  ...find("**/tsconfig.json")
    .sort()
    .map((config) => checkProject.bind(null, config)),
];
// One for each core: every checker is one thread.
const workers = Array.from({ length: availableParallelism() }, async () => {
  for (let check = checks.shift(); check; check = checks.shift()) await check();
});
await Promise.all(workers);

// A fixture is wrong on purpose; everything else is checked by one project at least.
const onDisk = find("**/*.{ts,tsx,mts,cts,vue,svelte}").filter(
  (path) => !path.includes("/fixtures/"),
);
const unchecked = onDisk.filter((path) => !checked.has(path));
if (unchecked.length > 0) {
  failed = true;
  console.error(`No tsconfig.json covers: ${unchecked.join(", ")}`);
}
if (failed) process.exit(1);
console.log(`types: ${onDisk.length} files checked`);

async function checkProject(config: string): Promise<void> {
  const folder = dirname(config);
  const having = (extension: string) =>
    readdirSync(folder).filter((name) => name.endsWith(extension));
  // vue-tsc is tsc, and reads .vue files as well.
  const compiler = having(".vue").length > 0 ? "vue-tsc" : tsc;
  const list = ["--listFilesOnly", "false", "--listFiles"];
  const { ok, stdout, stderr } = await run(compiler, ["-p", config, ...list]);
  const lines = stdout.split("\n").filter(Boolean);
  const files = lines.filter((line) => resolve(line) === line);
  const problems = lines.filter((line) => !files.includes(line));
  for (const file of files) checked.add(relative(".", file));
  if (!ok || files.length === 0) fail(config, [...problems, stderr].join("\n"));

  // tsc does not look into the templates, and ngc lists no files.
  if (having("angular.json").length > 0) {
    const result = await run("ngc", ["-p", config, "--noEmit"]);
    if (!result.ok) fail(config, result.stdout + result.stderr);
  }
  const svelte = having(".svelte");
  if (svelte.length > 0) {
    const project = ["--workspace", folder, "--tsconfig", "tsconfig.json"];
    const result = await run("svelte-check", [...project, "--fail-on-warnings"]);
    for (const name of svelte) checked.add(join(folder, name));
    if (!result.ok) fail(config, result.stdout + result.stderr);
  }
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

function run(command: string, args: string[]) {
  const options = { shell: process.platform === "win32", maxBuffer: 64 * 1024 * 1024 };
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
