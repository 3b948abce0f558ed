import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { compose } from "./compose.ts";

/** In the folder of a sandbox: the list of its composed files. Whatever else is there, the sandbox has made. */
const listed = ".composed.json";

/**
 * Composes a sandbox into sandboxes/<id>/.build/, where it runs with the packages of the repository: node_modules are
 * found upwards.
 * @returns the folder
 */
export async function buildSandbox(id: string): Promise<string> {
  const { files } = await compose(id);
  const folder = join(import.meta.dirname, id, ".build");
  await updateFiles(files, folder);
  return folder;
}

/**
 * Makes the composed files of a folder these. Files that are as they should be stay untouched, so that a sandbox may be
 * running there, and so does what the sandbox has made for itself, such as its build.
 */
export async function updateFiles(
  files: Record<string, string>,
  folder: string,
): Promise<void> {
  for (const name of await composedBefore(folder))
    if (!(name in files)) await rm(join(folder, name), { force: true });
  const list = { [listed]: JSON.stringify(Object.keys(files)) };
  for (const [name, text] of Object.entries({ ...files, ...list })) {
    const path = join(folder, name);
    if ((await readFile(path, "utf8").catch(() => undefined)) === text) continue;
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
}

/** The composed files of a folder; none if there are none yet, or while another process writes the list. */
async function composedBefore(folder: string): Promise<string[]> {
  try {
    return JSON.parse(await readFile(join(folder, listed), "utf8")) as string[];
  } catch {
    return [];
  }
}
