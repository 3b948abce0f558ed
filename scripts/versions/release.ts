/** Looks up releases of packages, in the registry of the language that a framework is written in. */
import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { findPython } from "../../sandboxes/runtimes/python/lab/toolchain.ts";
import { goCaches } from "../../sandboxes/runtimes.ts";
import type { Framework } from "../../snippets/frameworks.ts";

const run = promisify(execFile);
const root = join(import.meta.dirname, "../..");

/** What whoever asked for a release should read: one line. */
export class ReleaseError extends Error {}

/** A package and a release of it, or the start of one: "express@4.21.2", "@hapi/hapi@20". */
export interface Wanted {
  package: string;
  release: string;
}

/**
 * Reads "express@4.21.2", "flask==2.3.3" or "node@20".
 * @throws ReleaseError where it is none of them
 */
export function parseWanted(text: string): Wanted {
  const [, name, release] = /^(@?[^@=\s]+)(?:@|==)v?(\d[\w.-]*)$/.exec(text) ?? [];
  if (!name || !release)
    throw new ReleaseError(
      `"${text}" is not a package with a release, such as express@4.21.2 or flask==2.3.3`,
    );
  return { package: name, release };
}

/** The packages that a framework's app names, by their names, with the language itself. */
export function packagesOf({ id, language, kind }: Framework): string[] {
  const read = (path: string) =>
    existsSync(join(root, path)) ? readFileSync(join(root, path), "utf8") : "";
  if (language === "python") {
    const lines = read(`snippets/${id}/requirements.in`).matchAll(/^([\w.-]+)(?:\[.*\])?==/gm);
    return ["python", ...Array.from(lines, ([, name = ""]) => name.toLowerCase())];
  }
  if (language === "go") {
    const direct = read(`snippets/${id}/go.mod`).split("// indirect", 1)[0] ?? "";
    return Array.from(direct.matchAll(/^\t(\S+) v/gm), ([, name = ""]) => name);
  }
  const manifest =
    kind === "server" ? `sandboxes/${id}/package.json` : `snippets/${id}/package.json`;
  const { dependencies, devDependencies } = JSON.parse(read(manifest) || "{}");
  return ["node", ...Object.keys({ ...dependencies, ...devDependencies })];
}

/**
 * The newest release that begins as the one asked for: "4" is the newest of that major.
 * @throws ReleaseError if the framework does not use the package, or the registry has no such release
 */
export async function resolveRelease(framework: Framework, wanted: Wanted): Promise<Wanted> {
  const allowed = packagesOf(framework);
  // Modules of Go have long paths; their last part is enough.
  const name = allowed.find(
    (each) => each === wanted.package || each.endsWith(`/${wanted.package}`),
  );
  if (!name)
    throw new ReleaseError(
      `${framework.label} does not use ${wanted.package}. Its packages: ${allowed.join(", ")}`,
    );
  const fitting = await releasesOf(framework, name, wanted.release);
  const release = fitting.sort(compare).at(-1);
  if (!release) throw new ReleaseError(`${name} has no release ${wanted.release}`);
  return { package: name, release };
}

async function releasesOf(
  { language }: Framework,
  name: string,
  release: string,
): Promise<string[]> {
  const begins = (version: string) => version === release || version.startsWith(`${release}.`);
  if (name === "python") return [release];
  if (language === "python") {
    const python = await findPython();
    const { stdout } = await run(python, [
      ...["-m", "pip", "index", "versions", name, "--disable-pip-version-check"],
      // Releases for another Python are listed too: they are for the cell to fail with.
      ...["--ignore-requires-python"],
    ]).catch(() => ({ stdout: "" }));
    const [, list = ""] = /^Available versions: (.*)$/m.exec(stdout) ?? [];
    return list.split(", ").filter((version) => /^[\d.]+$/.test(version) && begins(version));
  }
  if (language === "go") {
    const { stdout } = await run("go", ["list", "-m", `${name}@v${release}`], {
      cwd: join(root, "snippets/go"),
      env: { ...process.env, ...goCaches, GOFLAGS: `${goCaches.GOFLAGS} -mod=mod` },
    }).catch(() => ({ stdout: "" }));
    const [, version] = / v(\d\S*)$/m.exec(stdout.trim()) ?? [];
    return version ? [version] : [];
  }
  const { stdout } = await run("npm", [
    ...["view", `${name === "node" ? nodePackage() : name}@${release}`, "version", "--json"],
  ]).catch(() => ({ stdout: "" }));
  const found: unknown = stdout.trim() ? JSON.parse(stdout) : [];
  return [found].flat().filter((each): each is string => /^\d+\.\d+\.\d+$/.test(String(each)));
}

/** The npm package that brings a Node for this machine. */
export function nodePackage(): string {
  const { optionalDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const platform = process.platform === "win32" ? "win" : process.platform;
  const name = Object.keys(optionalDependencies).find((each) =>
    each.endsWith(`-${platform}-${process.arch}`),
  );
  if (!name) throw new ReleaseError(`No npm package brings a Node for ${platform}`);
  return name;
}

/** Orders releases by their numbers. */
export function compare(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => text.split(/[.-]/).map(Number));
  for (let i = 0; i < 4; i++) {
    const difference = (left?.[i] ?? 0) - (right?.[i] ?? 0);
    if (difference) return difference;
  }
  return 0;
}
