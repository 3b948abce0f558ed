import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { updateFiles } from "../../sandboxes/build.ts";
import { compose } from "../../sandboxes/compose.ts";
import { frameworks } from "../../snippets/frameworks.ts";

const root = join(import.meta.dirname, "../..");
const short = (id: string) => join(root, "snippets", id, "short");

/** The servers whose guides begin with the least that works. */
export const shortForms = frameworks.filter(
  ({ id, kind }) => kind === "server" && existsSync(short(id)),
);

/**
 * The app of a reader who has followed the first section of a guide: the files of `snippets/<id>/short/` in the place of the
 * sandbox's own, and the short refresh page. The server around them is that of the sandbox.
 * @returns its folder, hidden in that of the contract's own run
 */
export async function buildShortForm(id: string): Promise<string> {
  const { files } = await compose(id);
  // In Go every file of a folder is part of its package.
  for (const path of Object.keys(files)) if (/^[^/]+\.go$/.test(path)) delete files[path];
  for (const entry of await readdir(short(id), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const target = path.slice(short(id).length + 1).replaceAll("\\", "/");
    files[target] = await readFile(path, "utf8");
  }
  const page = join(short("web-js"), "refresh-session");
  files["public/refresh-session.html"] = await readFile(`${page}.html`, "utf8");
  files["public/refresh-session.js"] = await bundle(`${page}.ts`);
  const folder = join(root, "sandboxes", id, ".build", ".short");
  await updateFiles(files, folder);
  return folder;
}

/** A page's script with the packages that it imports, as a reader's bundler makes it. */
async function bundle(file: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [file],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
    define: { "process.env.NODE_ENV": '"production"', global: "globalThis" },
  });
  return outputFiles[0]?.text ?? "";
}
