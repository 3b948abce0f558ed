/**
 * `npm run types`: type-checks every project of the repository with its own tsconfig.json, and makes sure that no
 * file with types in it on disk is left out of all of them. Components are checked by their framework's own checker,
 * Python by pyright, and Go by its linters.
 */
import { spawnSync } from "node:child_process";
import { globSync, readdirSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { buildSandbox } from "../sandboxes/build.ts";
import { makeEnvironment } from "../sandboxes/languages/python/lab/toolchain.ts";
import { runnable } from "../sandboxes/languages.ts";
import { frameworks } from "../snippets/frameworks.ts";

const exclude = ["node_modules", ".docusaurus", ".cache", ".build", "build", "dist", ".git"];
const find = (pattern: string) =>
  globSync(pattern, { exclude: (name) => exclude.includes(name) });

const checked = new Set<string>();
let failed = false;
for (const config of find("**/tsconfig.json").sort()) {
  const folder = dirname(config);
  const having = (extension: string) =>
    readdirSync(folder).filter((name) => name.endsWith(extension));
  // vue-tsc is tsc, and reads .vue files as well.
  const compiler = having(".vue").length > 0 ? "vue-tsc" : "tsc";
  const { stdout, stderr, status } = run(compiler, [
    "-p",
    config,
    "--listFilesOnly",
    "false",
    "--listFiles",
  ]);
  const lines = stdout.split("\n").filter(Boolean);
  const files = lines.filter((line) => resolve(line) === line);
  const problems = lines.filter((line) => !files.includes(line));
  for (const file of files) checked.add(relative(".", file));
  if (status !== 0 || files.length === 0) {
    failed = true;
    console.error(`${config}\n${[...problems, stderr].join("\n")}`);
  }
  // tsc does not look into the templates, and ngc lists no files.
  if (having("angular.json").length > 0) {
    const result = run("ngc", ["-p", config, "--noEmit"]);
    if (result.status !== 0) {
      failed = true;
      console.error(`${config}\n${result.stdout}${result.stderr}`);
    }
  }
  const svelte = having(".svelte");
  if (svelte.length > 0) {
    const result = run("svelte-check", [
      "--workspace",
      folder,
      "--tsconfig",
      "tsconfig.json",
      "--fail-on-warnings",
    ]);
    for (const name of svelte) checked.add(join(folder, name));
    if (result.status !== 0) {
      failed = true;
      console.error(`${config}\n${result.stdout}${result.stderr}`);
    }
  }
}

// Snippets and the app around them at once, with the packages that they are run with.
const inPython = frameworks.filter(({ language, sandbox }) => language === "python" && sandbox);
for (const { id } of await runnable(inPython, "pyright's check")) {
  const folder = await buildSandbox(id);
  const python = await makeEnvironment(join(folder, ".venv"), join(folder, "requirements.txt"));
  const { stdout, stderr, status } = run("pyright", [
    "--project",
    folder,
    "--pythonpath",
    python,
  ]);
  if (status !== 0) {
    failed = true;
    console.error(`snippets/${id}
${stdout}${stderr}`);
  }
}

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

function run(command: string, args: string[]) {
  return spawnSync(command, args, {
    encoding: "utf8",
    shell: process.platform === "win32",
    maxBuffer: 64 * 1024 * 1024,
  });
}
