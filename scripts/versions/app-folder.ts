/** The app of a reader who has another release: a copy of a sandbox with packages of its own. */
import { execFile } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { cp, rm, writeFile } from "node:fs/promises";
import { stripTypeScriptTypes } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import type { Tried } from "../../results/versions.ts";
import { compose, writeFiles } from "../../sandboxes/compose.ts";
import { makeEnvironment } from "../../sandboxes/runtimes/python/lab/toolchain.ts";
import { goCaches } from "../../sandboxes/runtimes.ts";
import { type Framework, findFramework } from "../../snippets/frameworks.ts";
import { nodePackage } from "./release.ts";

const run = promisify(execFile);
const root = join(import.meta.dirname, "../..");

/** The folder in which the apps of all releases are made; it is free to be deleted. */
export const appsFolder = join(root, ".cache/versions");

/** The packages of a release cannot be installed; the message is the first line of why. */
export class InstallError extends Error {}

/**
 * Makes the folder of an app anew, with the release and what goes with it installed there. Neither the lock file of the
 * repository nor its node_modules change.
 * @returns the folder
 * @throws InstallError
 */
export async function makeApp(tried: Tried): Promise<string> {
  const framework = findFramework(tried.framework);
  if (!framework) throw new Error(`snippets/frameworks.ts has no ${tried.framework}`);
  const folder = join(appsFolder, folderName(tried));
  await rm(folder, { recursive: true, force: true });
  const payload = await compose(framework.id);
  Object.assign(payload.files, variantFiles(tried));
  adaptNext(payload.files, tried);
  if (tried.package === "node" && Number.parseInt(tried.release, 10) < 22)
    payload.files = withoutTypes(payload.files);
  await writeFiles(payload, folder);
  await install(framework, tried, folder);
  return folder;
}

/**
 * Makes the folder of a front end anew, with the release installed there: its snippets with their package.json.
 * @returns the folder
 * @throws InstallError
 */
export async function makeFrontEnd(tried: Tried): Promise<string> {
  const folder = join(appsFolder, folderName(tried));
  await rm(folder, { recursive: true, force: true });
  await cp(join(root, "snippets", tried.framework), folder, {
    recursive: true,
    filter: (path) => !/[\\/](node_modules|dist|\.angular)$/.test(path),
  });
  for (const [path, text] of Object.entries(variantFiles(tried))) {
    await writeFile(join(folder, path), text);
  }
  await installNpm(folder, { ...tried.also, [tried.package]: tried.release });
  return folder;
}

/** A name that tells the folder of one cell from those of others. */
export function folderName({ framework, package: name, release, variant }: Tried): string {
  const parts = [framework, name.split("/").at(-1), release, variant].filter(Boolean);
  return parts.join("-").replaceAll("/", "-");
}

/** The files of the variant, by their path in the app. */
export function variantFiles({ framework, variant }: Tried): Record<string, string> {
  if (!variant) return {};
  const folder = join(root, "snippets", framework, variant);
  const paths = globSync("**/*", { cwd: folder, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  if (paths.length === 0) throw new Error(`There are no files in ${folder}`);
  return Object.fromEntries(
    paths.map((path) => [path.replaceAll("\\", "/"), readFileSync(join(folder, path), "utf8")]),
  );
}

async function install(framework: Framework, tried: Tried, folder: string): Promise<void> {
  const { language } = framework;
  const releases = { ...tried.also, [tried.package]: tried.release };
  if (language === "python") return installPython(folder, framework, releases);
  if (language === "go") {
    const modules = Object.entries(releases).map(([name, release]) => `${name}@v${release}`);
    const env = { ...process.env, ...goCaches };
    await attempt("go", ["get", ...modules], { cwd: folder, env });
    await attempt("go", ["mod", "tidy"], { cwd: folder, env });
    return;
  }
  await installNpm(folder, releases);
}

/** Writes the releases into package.json and installs them; what the lock file says of other packages stays. */
export async function installNpm(
  folder: string,
  releases: Record<string, string>,
): Promise<void> {
  const file = join(folder, "package.json");
  const manifest = JSON.parse(readFileSync(file, "utf8"));
  for (const [name, release] of Object.entries(releases)) {
    if (name === "node") manifest.dependencies[nodePackage()] = release;
    else if (manifest.devDependencies?.[name]) manifest.devDependencies[name] = release;
    else manifest.dependencies[name] = release;
    // Its types have the same major.
    const types = `@types/${name.replace(/^@/, "").replace("/", "__")}`;
    const major = release.split(".", 1)[0] ?? "";
    if (manifest.devDependencies?.[types]) manifest.devDependencies[types] = major;
    else if (manifest.dependencies?.[types]) manifest.dependencies[types] = major;
  }
  await writeFile(file, JSON.stringify(manifest, null, 2));
  await attempt(
    "npm",
    [
      ...["install", "--no-workspaces", "--no-audit", "--no-fund", "--prefer-offline"],
      ...["--ignore-scripts", "--loglevel=error"],
    ],
    { cwd: folder },
  );
}

async function installPython(
  folder: string,
  { id }: Framework,
  { python, ...releases }: Record<string, string>,
): Promise<void> {
  let text = readFileSync(join(root, "snippets", id, "requirements.in"), "utf8");
  for (const [name, release] of Object.entries(releases)) {
    const line = new RegExp(`^(${name}(?:\\[.*\\])?)==.*$`, "im");
    text = line.test(text)
      ? text.replace(line, `$1==${release}`)
      : `${text}${name}==${release}\n`;
  }
  await writeFile(join(folder, "requirements.txt"), text);
  if (python) await preferPython(python);
  try {
    await makeEnvironment(join(folder, ".venv"), join(folder, "requirements.txt"));
  } catch (error) {
    throw new InstallError(firstLine(error));
  }
}

/** Puts the folder of a Python of this minor before all others on the PATH of this process. */
async function preferPython(minor: string): Promise<void> {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    const command = join(folder, `python${minor}`);
    const found = await run(command, ["-c", "import sys; print(sys.executable)"]).catch(
      () => undefined,
    );
    if (!found) continue;
    process.env.PATH = [dirname(found.stdout.trim()), process.env.PATH].join(delimiter);
    return;
  }
  throw new InstallError(`There is no Python ${minor} on this machine`);
}

/** `next build` before 16 knows one compiler, and a reader's machine has it as native code. */
function adaptNext(files: Record<string, string>, { package: name, release }: Tried): void {
  const start = files["start.ts"];
  if (name !== "next" || !start) return;
  const flag =
    Number.parseInt(release, 10) < 16 ? 'next("build")' : 'next("build", "--webpack")';
  files["start.ts"] = start
    .replace('next("build", "--webpack")', flag)
    .replace(/^\s*NEXT_TEST_WASM_DIR: .*\n/m, "");
  const manifest = JSON.parse(files["package.json"] ?? "{}");
  delete manifest.dependencies["@next/swc-wasm-nodejs"];
  files["package.json"] = JSON.stringify(manifest, null, 2);
}

/** The files as JavaScript, for a Node that does not strip types. */
function withoutTypes(files: Record<string, string>): Record<string, string> {
  const isScript = (path: string) => path.endsWith(".ts") && !path.endsWith(".d.ts");
  const renamed = (text: string) => text.replace(/(["'/\w-])\.ts(?=["'\s])/g, "$1.js");
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => {
      if (path === "package.json") return [path, renamed(text)];
      if (!isScript(path)) return [path, text];
      const imports = /((?:from|import)\s*\(?\s*"\.[^"]*)\.ts"/g;
      return [
        path.replace(/\.ts$/, ".js"),
        stripTypeScriptTypes(text).replace(imports, '$1.js"'),
      ];
    }),
  );
}

async function attempt(
  command: string,
  args: string[],
  options: { cwd: string; env?: NodeJS.ProcessEnv },
): Promise<void> {
  try {
    await run(command, args, { ...options, maxBuffer: 64 * 1024 * 1024 });
  } catch (error) {
    const { stderr } = error as { stderr?: string };
    // npm says first that two packages do not go together, and later which.
    const [, peer] = /^npm error (peer .* from \S+)$/m.exec(stderr ?? "") ?? [];
    if (peer) throw new InstallError(`npm cannot install both: ${peer}`);
    throw new InstallError(firstLine(stderr?.trim() || error));
  }
}

/** The first line of a text that says what is wrong. */
export function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const lines = text
    .split("\n")
    .map((line) => line.replace(/^npm (error|ERR!)\s*/, "").trim())
    .filter(
      (line) =>
        line && !/^(code|errno|syscall|path|go: downloading|While resolving)\b/.test(line),
    );
  const [first = ""] = lines;
  return first
    .replaceAll(/\/\S*?\.cache\/versions\/[^/\s'"]+\//g, "")
    .replaceAll(root, "")
    .slice(0, 300);
}

/** Removes the folder of a cell that has run. */
export async function removeApp(tried: Tried): Promise<void> {
  await rm(join(appsFolder, folderName(tried)), { recursive: true, force: true });
}
