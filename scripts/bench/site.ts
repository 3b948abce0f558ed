import { execFile, spawnSync } from "node:child_process";
import {
  copyFileSync,
  cpSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { Fault, lastWords } from "./fault.ts";

const root = join(import.meta.dirname, "../..");
const docusaurus = join(root, "node_modules/@docusaurus/core/bin/docusaurus.mjs");

/** Where what was built, generated or cached is kept. */
const made = [
  ...["node_modules", ".git", ".cache", ".docusaurus", ".build", "build"],
  ...[".svelte-kit", ".react-router", ".astro", ".nuxt", ".output"],
];

/** How long a build may take (s) before something must be wrong. */
const longest = 300;

/** Builds the copy of the site in a folder, as `npm run build` does. Gives the seconds it took. Throws a Fault with the reason. */
export async function buildSite(siteDir: string): Promise<number> {
  const start = performance.now();
  const env = { ...process.env, NODE_ENV: "production" };
  try {
    await promisify(execFile)(process.execPath, [docusaurus, "build", siteDir], {
      env,
      timeout: longest * 1000,
    });
  } catch (error) {
    const { stdout, stderr, killed } = error as Record<"stdout" | "stderr", string> & {
      killed: boolean;
    };
    if (killed) throw new Fault(`the site is not built after ${longest} s`);
    const output = stderr || stdout;
    const [, cause] = /\[cause\]: (.+)/.exec(output) ?? [];
    throw new Fault(`the site cannot be built: ${cause ?? lastWords(output)}`);
  }
  const seconds = (performance.now() - start) / 1000;
  const guide = join(siteDir, "build/express.html");
  // The budgets are for a page with ten code blocks or more, and an empty one is built in no time.
  const blocks = readFileSync(guide, "utf8").split("<pre").length - 1;
  if (blocks < 10) throw new Fault(`${guide} has ${blocks} code blocks, not ten or more`);
  return seconds;
}

/**
 * A copy of the site with caches of its own, so that nothing is lost that a reader of this repository has built. It lies
 * in the repository, where packages are found upwards. Gives its path; whoever asked removes it.
 */
export function copySite(): string {
  const copy = join(root, ".cache/bench/site");
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy, { recursive: true });
  for (const name of readdirSync(root).filter((name) => !made.includes(name))) {
    cpSync(join(root, name), join(copy, name), {
      recursive: true,
      filter: (path) => !made.includes(basename(path)),
    });
  }
  // A workspace's own packages: its hovers come from their types.
  for (const path of globSync("{snippets,sandboxes}/*/node_modules", { cwd: root })) {
    mkdirSync(join(copy, path));
    // Not what tools generate there, such as `.astro` and `$app`.
    const packages = readdirSync(join(root, path)).filter((name) =>
      /^([\w@]|\.bin$)/.test(name),
    );
    for (const name of packages) {
      symlinkSync(join(root, path, name), join(copy, path, name), "junction");
    }
  }
  // Types that a framework generates name the folder that they are for.
  const prepare = ["run", "prepare", "--workspaces", "--if-present"];
  const { status, stderr } = spawnSync("npm", prepare, {
    cwd: copy,
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  if (status !== 0) throw new Fault(`npm ${prepare.join(" ")} fails: ${lastWords(stderr)}`);
  return copy;
}

/** Takes away what earlier builds have left: the next one is cold. */
export function clearCaches(siteDir: string): void {
  for (const name of [".docusaurus", ".cache", "node_modules/.cache", "build"]) {
    rmSync(join(siteDir, name), { recursive: true, force: true });
  }
}

/** Gives the site this many pages that are the Express guide under other names, in place of those from before. */
export function addPages(siteDir: string, count: number): void {
  const docs = join(siteDir, "docs");
  for (const path of globSync("bench-*.mdx", { cwd: docs })) rmSync(join(docs, path));
  for (let page = 1; page <= count; page++) {
    copyFileSync(join(docs, "express.mdx"), join(docs, `bench-${page}.mdx`));
  }
}
