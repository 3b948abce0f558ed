import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, globSync, mkdirSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";

/** What is installed or downloaded, and takes minutes: the copy uses that of the repository. */
const installed = [
  "node_modules",
  "{sandboxes,scripts,snippets}/*/node_modules",
  ".cache/{go,python}",
];

/** Copies the repository into an empty folder, with what is not committed yet; packages and downloads are links. */
export function copyRepository(root: string, copy: string): void {
  const list = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
  const files = execFileSync("git", list, { cwd: root, maxBuffer: 2 ** 26 }).toString();
  for (const file of files.split("\0")) {
    // A file that is deleted, but not committed as such, is still listed.
    if (file === "" || !existsSync(join(root, file))) continue;
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    copyFileSync(join(root, file), join(copy, file));
  }
  for (const folder of globSync(installed, { cwd: root })) {
    mkdirSync(dirname(join(copy, folder)), { recursive: true });
    symlinkSync(join(root, folder), join(copy, folder), "junction");
  }
}
