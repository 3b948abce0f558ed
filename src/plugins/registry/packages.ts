import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Framework } from "../../../snippets/frameworks.ts";
import type { FileSet } from "./file-sets.ts";

/** The names of npm packages, without versions: what a project has already stays as it is. */
export interface Packages {
  dependencies: string[];
  devDependencies: string[];
}

/** Of the packages that the manifest of a framework names, those that some of its files need, types included. */
export function packagesOf(
  siteDir: string,
  { id, scaffold = [] }: Framework,
  files: ReadonlyMap<string, string>,
): Packages {
  const manifest = join(siteDir, "snippets", id, "package.json");
  if (!existsSync(manifest)) return { dependencies: [], devDependencies: [] };
  const { dependencies = {}, devDependencies = {} } = JSON.parse(
    readFileSync(manifest, "utf8"),
  );
  const text = [...files.values()].join("\n");
  const imports = (name: string) => new RegExp(`["']${name}(/[^"']*)?["']`).test(text);
  const needed = (name: string) => {
    if (name === "@types/node") return /\bprocess\.|\bBuffer\b|["']node:/.test(text);
    if (!name.startsWith("@types/")) return imports(name);
    return imports(name.slice("@types/".length));
  };
  const of = (from: Record<string, string>) =>
    Object.keys(from).filter((name) => needed(name) && !scaffold.includes(name));
  return { dependencies: of(dependencies), devDependencies: of(devDependencies) };
}

/** The commands that install the packages of a set, by the tool: npm, pnpm, yarn and bun, or pip and uv, or go. */
export function installCommands(siteDir: string, set: FileSet): Record<string, string[]> {
  const { framework, files } = set;
  if (framework.language === "go") return { go: goCommands(siteDir, framework.id) };
  if (framework.language === "python") {
    const names = pythonPackages(siteDir, framework.id).join(" ");
    return { pip: [`pip install ${names}`], uv: [`uv add ${names}`] };
  }
  // What is laid over other files brings packages that most readers do not need.
  const folders = (framework.demo ?? []).filter((entry) => entry.endsWith("/"));
  const used = [...files].filter(([path]) => !folders.some((it) => path.startsWith(it)));
  const { dependencies, devDependencies } = packagesOf(siteDir, framework, new Map(used));
  const commands = (add: string, dev: string) =>
    [
      dependencies.length > 0 && [add, ...dependencies],
      devDependencies.length > 0 && [add, dev, ...devDependencies],
    ]
      .filter((words) => words !== false)
      .map((words) => words.join(" "));
  return {
    npm: commands("npm install", "--save-dev"),
    pnpm: commands("pnpm add", "--save-dev"),
    yarn: commands("yarn add", "--dev"),
    bun: commands("bun add", "--dev"),
  };
}

/** What requirements.in names, but for the stubs of a type checker, as a shell reads it. */
function pythonPackages(siteDir: string, id: string): string[] {
  return readFileSync(join(siteDir, "snippets", id, "requirements.in"), "utf8")
    .split("\n")
    .map((line) => line.replace(/==.*$/, "").trim())
    .filter((name) => name !== "" && !name.startsWith("#") && !name.endsWith("-stubs"))
    .map((name) => (name.includes("[") ? `"${name}"` : name));
}

/** The modules that go.mod requires directly, with their versions. */
function goCommands(siteDir: string, id: string): string[] {
  const text = readFileSync(join(siteDir, "snippets", id, "go.mod"), "utf8");
  return [...text.matchAll(/^\t(\S+) (v\S+)$/gm)].map(
    ([, path, version]) => `go get ${path}@${version}`,
  );
}
