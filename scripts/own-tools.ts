import { execFileSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { join, resolve } from "node:path";

/**
 * Installs the tools of a folder with its own lock file, unless they are installed: tools that few commands need do not slow
 * down `npm ci` for everyone.
 * @param folder with a package.json and a package-lock.json, which is not a workspace of the repository
 * @returns the folder of the tools' executables
 * @throws when npm fails; npm has then printed why
 */
export function ownTools(folder: string): string {
  const installed = join(folder, "node_modules/.package-lock.json");
  const modified = (path: string) => statSync(path).mtimeMs;
  if (
    !existsSync(installed) ||
    modified(installed) < modified(join(folder, "package-lock.json"))
  ) {
    console.error(`Installing the tools of ${folder} (npm ci), once`);
    execFileSync("npm", ["ci", "--no-workspaces"], {
      cwd: folder,
      stdio: ["ignore", "ignore", "inherit"],
      shell: process.platform === "win32",
    });
  }
  return resolve(folder, "node_modules/.bin");
}
