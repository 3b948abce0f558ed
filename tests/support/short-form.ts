import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { build } from "esbuild";
import { updateFiles } from "../../sandboxes/build.ts";
import { compose } from "../../sandboxes/compose.ts";
import { findFramework, frameworks, type Runtime } from "../../snippets/frameworks.ts";
import { unchecked } from "./nextjs-build.ts";

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
  if (wholeFolders.includes(findFramework(id)?.runtime)) await removeSnippets(id, files);
  for (const path of await filesIn(short(id))) {
    files[path] = await readFile(join(short(id), path), "utf8");
  }
  const page = join(short("web-js"), "refresh-session");
  files["public/refresh-session.html"] = await readFile(`${page}.html`, "utf8");
  files["public/refresh-session.js"] = await bundle(`${page}.ts`);
  const folder = join(root, "sandboxes", id, ".build", ".short");
  await updateFiles("next.config.mjs" in files ? unchecked(files) : files, folder);
  return folder;
}

/** Where every file of a folder is part of the app: those of the full app do not fit what stands in place of the others. */
const wholeFolders: (Runtime | undefined)[] = ["go", "next"];

const configuration = /^(go\.(mod|sum)|next\.config\.ts|(package|tsconfig)\.json)$/;

/** Removes the snippets' files but those that configure the app, and in Go the modules for other routers. */
async function removeSnippets(id: string, files: Record<string, string>): Promise<void> {
  for (const path of await filesIn(join(root, "snippets", id))) {
    if (!configuration.test(path)) delete files[path];
    const [module] = /^.+\/(?=go\.mod$)/.exec(path) ?? [];
    for (const other of Object.keys(files)) {
      if (module && other.startsWith(module)) delete files[other];
    }
  }
}

/** The paths of all files under a folder, relative to it, with "/". */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll("\\", "/"));
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
