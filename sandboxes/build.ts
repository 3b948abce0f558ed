import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { compose, isLocal } from "./compose.ts";

/**
 * Composes a sandbox into sandboxes/<id>/.build/, where it runs with the packages of the repository: node_modules are
 * found upwards. Files that are as they should be stay untouched, so that a sandbox may be running there, and so does
 * what the sandbox has made for itself.
 * @returns the folder
 */
export async function buildSandbox(id: string): Promise<string> {
  const { files } = await compose(id);
  const folder = join(import.meta.dirname, id, ".build");
  await mkdir(folder, { recursive: true });
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(folder.length + 1).replaceAll("\\", "/");
    if (name.split("/").some(isLocal)) continue;
    if (entry.isFile() && !(name in files)) await rm(path);
  }
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    if ((await readFile(path, "utf8").catch(() => undefined)) === text) continue;
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
  return folder;
}
