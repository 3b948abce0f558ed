import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What this project reads of a package-lock.json (lockfileVersion 3). */
export interface Lock {
  name?: string;
  lockfileVersion: number;
  /** From "node_modules/…" (or the folder of a workspace) to the package that is installed there. */
  packages: Record<string, LockedPackage>;
}

export interface LockedPackage {
  version?: string;
  integrity?: string;
  link?: boolean;
  os?: string[];
  dependencies?: Record<string, string>;
}

/**
 * Makes the package-lock.json of a sandbox from the lock of the repository, so that both install the very same packages:
 * npm gets the repository's lock as the sandbox's own, and removes the packages that the sandbox does not need.
 * @param manifest the text of the sandbox's package.json
 * @param lock the repository's lock
 * @param workspace the sandbox's folder in it, e.g. "sandboxes/express"
 * @returns the text of the lock, without download URLs
 * @throws when npm fails, with the first line of its complaint
 */
export async function lockSandbox(
  manifest: string,
  lock: Lock,
  workspace: string,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "sandbox-lock-"));
  try {
    const packages: Lock["packages"] = { "": JSON.parse(manifest) as LockedPackage };
    const own = `${workspace}/node_modules/`;
    for (const [path, locked] of Object.entries(lock.packages)) {
      if (path.startsWith("node_modules/") && !locked.link) packages[path] ??= locked;
      // What does not fit at the root is installed in the workspace; here the workspace is the root.
      if (path.startsWith(own)) packages[path.slice(workspace.length + 1)] = locked;
    }
    await writeFile(join(folder, "package.json"), manifest);
    await writeFile(
      join(folder, "package-lock.json"),
      JSON.stringify({ lockfileVersion: 3, requires: true, packages }),
    );
    await npm(folder, [
      "install",
      "--package-lock-only",
      "--omit-lockfile-registry-resolved",
      "--ignore-scripts",
      "--no-audit",
      "--no-fund",
    ]);
    const text = await readFile(join(folder, "package-lock.json"), "utf8");
    return onePackagePerLine(JSON.parse(text) as Lock);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** What npm notes of a package for its reports; an install does not need it. */
const notes = ["license", "funding", "engines"];

/**
 * The lock without npm's notes and indentation, which are half of it: all of it is in the payload that a reader waits
 * for.
 */
function onePackagePerLine({ packages, ...head }: Lock): string {
  const lines = Object.entries(packages).map(([path, locked]) => {
    const needed = Object.entries(locked).filter(([name]) => !notes.includes(name));
    return `    ${JSON.stringify(path)}: ${JSON.stringify(Object.fromEntries(needed))}`;
  });
  const start = JSON.stringify(head, null, 2).replace(/\n}$/, "");
  return `${start},\n  "packages": {\n${lines.join(",\n")}\n  }\n}\n`;
}

function npm(cwd: string, args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const windows = process.platform === "win32";
    const child = spawn("npm", args, {
      cwd,
      shell: windows,
      stdio: ["ignore", "ignore", "pipe"],
    });
    let errors = "";
    child.stderr.on("data", (chunk) => {
      errors += chunk;
    });
    child.on("error", reject);
    child.on("close", (code) => {
      const line =
        errors.split("\n").find((text) => text.startsWith("npm error")) ?? `exit code ${code}`;
      if (code === 0) resolve();
      else reject(new Error(`npm cannot make the lock: ${line}`));
    });
  });
}
