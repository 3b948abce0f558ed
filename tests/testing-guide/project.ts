import { execFileSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { compose, writeFiles } from "../../sandboxes/compose.ts";
import { makeEnvironment } from "../../sandboxes/runtimes/python/lab/toolchain.ts";
import { freePort } from "../support/free-port.ts";

const root = join(import.meta.dirname, "../..");
const snippets = join(root, "snippets/testing");

/** Next to the Express snippets, whose packages are found from here upwards. */
const build = join(root, "snippets/express/.build/testing");

/** Kept between runs: it takes long to fill. */
const environments = join(import.meta.dirname, ".build");

/**
 * Packs the mock core and installs the package into an empty project, as its readers do; the projects below use it.
 * It is built in a copy of its folder, since other tests build it at the same time.
 */
export function installMockCore(): void {
  rmSync(build, { recursive: true, force: true });
  const copy = join(build, "mock-core");
  const copied = (path: string) => !["build", "node_modules"].includes(path);
  for (const entry of readdirSync(join(root, "mock-core")).filter(copied))
    cpSync(join(root, "mock-core", entry), join(copy, entry), { recursive: true });
  cpSync(join(root, "tsconfig.base.json"), join(build, "tsconfig.base.json"));
  writeFileSync(join(build, "package.json"), JSON.stringify({ private: true }));
  const npm = (cwd: string, ...args: string[]) =>
    execFileSync("npm", [...args, "--silent"], { cwd, stdio: ["ignore", "pipe", "inherit"] });
  npm(copy, "pack", "--pack-destination", build);
  const [archive = ""] = readdirSync(build).filter((name) => name.endsWith(".tgz"));
  npm(build, "install", "--offline", "--no-audit", "--no-fund", `./${archive}`);
  rmSync(copy, { recursive: true });
}

/** A project of a reader: its folder, and one of its files to break. */
export interface Project {
  folder: string;
  /** Replaces a text in a file, which must be there once. */
  change(file: string, before: string, after: string): void;
}

/** The app of the Express sandbox with the tests of one runner next to it. */
export async function expressProject(name: string, runner: string): Promise<Project> {
  const project = emptyProject(name);
  const { files, ...rest } = await compose("express");
  const app = Object.entries(files).filter(([path]) => !path.startsWith("lab/"));
  await writeFiles({ ...rest, files: Object.fromEntries(app) }, project.folder);
  cpSync(join(snippets, runner), project.folder, { recursive: true });
  return project;
}

/** An app in another language, with its tests and the mock core's command in `node_modules`. */
export function foreignProject(name: string, language: string): Project {
  const project = emptyProject(name);
  cpSync(join(snippets, language), project.folder, {
    recursive: true,
    filter: (path) => !path.includes("__pycache__"),
  });
  symlinkSync(join(build, "node_modules"), join(project.folder, "node_modules"));
  return project;
}

function emptyProject(name: string): Project {
  const folder = join(build, name);
  mkdirSync(folder);
  return {
    folder,
    change(file, before, after) {
      const path = join(folder, file);
      const parts = readFileSync(path, "utf8").split(before);
      if (parts.length !== 2)
        throw new Error(`${file} holds ${JSON.stringify(before)} ${parts.length - 1} times`);
      writeFileSync(path, parts.join(after));
    },
  };
}

/** The Python of a virtual environment with what the snippet asks for, made once for each state of that list. */
export function pythonEnvironment(): Promise<string> {
  return makeEnvironment(
    join(environments, "python"),
    join(snippets, "python/requirements.txt"),
  );
}

/** The environment of a runner: this Node, no trace of the runner around it, and a port for the app. */
export async function environment(
  more: Record<string, string> = {},
): Promise<NodeJS.ProcessEnv> {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(VITEST|JEST|NODE_ENV|NODE_OPTIONS|TEST|FORCE_COLOR)/.test(name),
  );
  return {
    ...Object.fromEntries(own),
    PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
    NO_COLOR: "1",
    PORT: String(await freePort()),
    ...more,
  };
}
