/**
 * The only place where a sandbox's payload is made: what StackBlitz gets, what the zip holds, what `--eject` writes and
 * what the tests install and drive is this, byte for byte.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import {
  type Framework,
  frameworks,
  otherFolders,
  type Runtime,
} from "../snippets/frameworks.ts";

/** A sandbox as text files. */
export interface Payload {
  title: string;
  /** The file that is open first. */
  open: string;
  /** Path from the sandbox's root, with "/", to the file's text. */
  files: Record<string, string>;
}

/** Where a payload comes from; the tests bring their own. */
export interface Sources {
  /** The folder that holds snippets/, sandboxes/ and mock-core/. */
  root: string;
  frameworks: readonly Framework[];
}

/**
 * Bytes that a payload may have as JSON, by where it runs: StackBlitz refuses large ones, and a reader waits for it. A zip
 * may hold the hashes of every wheel that a Python app needs on any machine.
 */
export const payloadBudget = { stackblitz: 400_000, local: 1_000_000 };

/** What the lab imports of the mock core; in a payload it is a bundle. */
const mockCore = "mock-core.ts";

const repository: Sources = {
  root: fileURLToPath(new URL("..", import.meta.url)),
  frameworks,
};

/** The ids that have a sandbox. */
export function sandboxIds(sources: Sources = repository): string[] {
  return sources.frameworks.flatMap(({ id, sandbox }) => (sandbox ? [id] : []));
}

/**
 * The payload of a framework's sandbox: the app around the snippets, the snippets verbatim, the front end's pages, the
 * lab and the mock core. No framework is special here.
 * @throws SandboxError, with one line for the reader, if the sources do not add up to a sandbox
 */
export async function compose(id: string, sources: Sources = repository): Promise<Payload> {
  const framework = sources.frameworks.find((entry) => entry.id === id);
  const allowed = `allowed: ${sandboxIds(sources).join(", ")}`;
  if (!framework) {
    checkUnlisted(id, sources);
    throw new SandboxError(`There is no framework "${id}"; ${allowed}`);
  }
  if (!framework.sandbox)
    throw new SandboxError(`${framework.label} has no sandbox; ${allowed}`);
  checkFolders(framework, sources);

  const runtime = runtimeFolder(framework);
  const layers: Layer[] = [
    { from: `sandboxes/${id}`, to: "" },
    // How this kind of app is built and started, here and in a container.
    ...(runtime ? [{ from: runtime, to: "" }] : []),
    // The sandbox is the package: it names the dependencies and the compiler's options.
    {
      from: `snippets/${id}`,
      to: "",
      without: ["package.json", "tsconfig.json", "short/", ...olderFolders(framework)],
    },
    { from: "snippets/web-js/script-tags", to: "public/" },
    { from: "sandboxes/lab", to: "lab/", without: ["tsconfig.json", mockCore] },
  ];
  const files: Record<string, string> = {};
  const origin = new Map<string, string>();
  for (const layer of layers) {
    for (const path of listFiles(join(sources.root, layer.from))) {
      if (
        layer.without?.some(
          (name) => path === name || (name.endsWith("/") && path.startsWith(name)),
        )
      )
        continue;
      const source = `${layer.from}/${path}`;
      const target = layer.to + path;
      const other = origin.get(target);
      if (other)
        throw new SandboxError(`${source} and ${other} both claim ${target} in the sandbox`);
      origin.set(target, source);
      files[target] = readText(sources.root, source);
    }
  }

  files["lab/mock-core.js"] = await bundleMockCore(sources.root);

  const { open } = framework.sandbox;
  if (!(open in files)) {
    throw new SandboxError(
      `The sandbox of ${id} opens ${open}, which it does not hold: see snippets/frameworks.ts`,
    );
  }
  const payload = {
    title: `${framework.label}: SuperTokens sessions during server-side rendering`,
    open,
    files: Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1))),
  };
  const bytes = payloadBytes(payload);
  const budget = payloadBudget[framework.sandbox.kind];
  if (bytes > budget) {
    const largest = Object.entries(files)
      .map(([path, text]) => ({ path, bytes: Buffer.byteLength(text) }))
      .sort((a, b) => b.bytes - a.bytes)
      .slice(0, 3)
      .map((file) => `${file.path} ${kilobytes(file.bytes)}`);
    throw new SandboxError(
      `The payload of ${id} has ${kilobytes(bytes)}, its budget is ${kilobytes(budget)}; the largest files: ${largest.join(", ")}`,
    );
  }
  return payload;
}

/**
 * The mock core as one module without types, comments and indentation: less than half the bytes of its forty sources, and
 * one file to load instead of forty in a browser's file system.
 */
async function bundleMockCore(root: string): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [`sandboxes/lab/${mockCore}`],
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    target: "node22",
    charset: "utf8",
    minifyWhitespace: true,
    lineLimit: 120,
    banner: {
      js: "// The mock core of this project, bundled from mock-core/src by sandboxes/compose.ts.",
    },
  });
  return outputFiles[0]?.text ?? "";
}

/** The size of a payload as it is sent, in bytes of JSON. */
export function payloadBytes(payload: Payload): number {
  return Buffer.byteLength(JSON.stringify(payload));
}

/** Writes a payload's files under `folder`, which need not exist. */
export async function writeFiles(payload: Payload, folder: string): Promise<void> {
  for (const [path, text] of Object.entries(payload.files)) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}

/** A one-line message for the person who requested a sandbox: the cause, and how to fix it. */
export class SandboxError extends Error {}

interface Layer {
  /** A folder of the repository. */
  from: string;
  /** What its paths begin with in the payload. */
  to: string;
  /** Files, and folders with "/" at their end. */
  without?: string[];
}

/** The runtime that runs the sources as they are: it has no files of its own. */
const withoutFiles: Runtime = "node";

/** The folder with the files that build and start a framework's sandbox; undefined if it needs none. */
function runtimeFolder({ runtime }: Framework): string | undefined {
  if (runtime === undefined || runtime === withoutFiles) return undefined;
  return `sandboxes/runtimes/${runtime}`;
}

/**
 * Makes sure that the registry and the folders agree, or a framework would be left out in silence.
 * @throws SandboxError for an entry without a folder, and for a folder without an entry
 */
export function checkRegistry(sources: Sources = repository): void {
  for (const framework of sources.frameworks) checkFolders(framework, sources);
  for (const id of foldersIn("snippets", sources))
    if (!otherFolders.includes(id)) checkUnlisted(id, sources);
  for (const id of foldersIn("sandboxes", sources))
    if (!["lab", "runtimes"].includes(id)) checkUnlisted(id, sources);
  for (const name of foldersIn("sandboxes/runtimes", sources)) {
    if (!sources.frameworks.some(({ runtime }) => runtime === name)) {
      throw new SandboxError(
        `No entry of snippets/frameworks.ts has the runtime ${name}: use sandboxes/runtimes/${name}/ or remove it`,
      );
    }
  }
}

/** The folders with the code for older releases, which is not part of today's app. */
function olderFolders({ older = [] }: Framework): string[] {
  return older.map(({ folder }) => `${folder}/`);
}

/** The names of the folders in one of the repository's; none if it does not exist. */
function foldersIn(parent: string, { root }: Sources): string[] {
  if (!existsSync(join(root, parent))) return [];
  return readdirSync(join(root, parent), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !isLocal(entry.name))
    .map(({ name }) => name);
}

function checkFolders(framework: Framework, { root }: Sources): void {
  const { id, sandbox, runtime } = framework;
  if (sandbox && runtime === undefined)
    throw new SandboxError(`snippets/frameworks.ts gives ${id} a sandbox, but no runtime`);
  const folders = [
    `snippets/${id}`,
    ...(sandbox ? [`sandboxes/${id}`, runtimeFolder(framework)] : []),
  ];
  for (const folder of folders) {
    if (folder !== undefined && !existsSync(join(root, folder))) {
      throw new SandboxError(
        `snippets/frameworks.ts names ${id}, but there is no folder ${folder}/`,
      );
    }
  }
}

function checkUnlisted(id: string, { root, frameworks }: Sources): void {
  if (frameworks.some((entry) => entry.id === id)) return;
  const folder = [`snippets/${id}`, `sandboxes/${id}`].find((path) =>
    existsSync(join(root, path)),
  );
  if (folder) {
    throw new SandboxError(
      `${folder}/ has no entry in snippets/frameworks.ts: add one or remove the folder`,
    );
  }
}

/** Relative paths, with "/", of all files under a folder that are sources. */
function listFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (isLocal(entry.name)) return [];
    if (!entry.isDirectory()) return entry.name;
    return listFiles(join(folder, entry.name)).map((path) => `${entry.name}/${path}`);
  });
}

/** What a sandbox needs although its name hides it. */
const hidden = [".devcontainer", ".dockerignore"];

/** Whether a file or folder is not for readers: left behind by an install, a build or an editor, or read by this project's linter. */
export function isLocal(name: string): boolean {
  return (
    (name.startsWith(".") && !hidden.includes(name)) ||
    name === "node_modules" ||
    name === "__pycache__" ||
    name === "biome.json" ||
    name.endsWith(".tsbuildinfo") ||
    name.endsWith(".log")
  );
}

function readText(root: string, source: string): string {
  const bytes = readFileSync(join(root, source));
  try {
    if (bytes.includes(0)) throw new TypeError("a NUL byte");
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new SandboxError(`${source} is not UTF-8 text: a sandbox can hold text files only`);
  }
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} KB`;
}
