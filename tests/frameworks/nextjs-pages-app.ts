import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { RunningMockCore } from "../../mock-core/src/index.ts";
import { compose } from "../../sandboxes/compose.ts";
import { unchecked } from "../support/nextjs-build.ts";
import { type StartedApp, startApp } from "../support/start-app.ts";

/** The app of the sandbox with files of a test's own, in a folder where a build of the same files is kept. */
export interface Variant {
  /** Its folder's name, and that of no other test file: two builds in one folder hinder each other. */
  name: string;
  /** Path to text; a path of the sandbox replaces its file. */
  files: Record<string, string>;
}

/** Builds and starts a variant of the app, as its start script does. */
export async function startVariant(
  { name, files }: Variant,
  core: RunningMockCore,
): Promise<StartedApp & { folder: string }> {
  const folder = folderOf(name);
  const payload = await compose("nextjs-pages");
  mkdirSync(folder, { recursive: true });
  for (const entry of readdirSync(folder)) {
    if (entry !== ".next") rmSync(join(folder, entry), { recursive: true });
  }
  for (const [path, text] of Object.entries({ ...unchecked(payload.files), ...files })) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const app = await startApp(folder, { url: core.url, apiKey: "" });
  return { ...app, folder };
}

/** In the repository, where the packages are, and hidden from everything that looks for sources. */
function folderOf(name: string): string {
  return join(import.meta.dirname, "../../sandboxes/nextjs-pages/.build", `.${name}`);
}

/** Every script that a browser may load, by its path. */
export function browserScripts(folder: string): { path: string; text: string }[] {
  const root = join(folder, ".next/static");
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".js"))
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return { path: path.slice(root.length + 1), text: readFileSync(path, "utf8") };
    });
}

/** The scripts and styles that the browser loads for each page. */
export function buildManifest(folder: string): Record<string, string[]> {
  return JSON.parse(readFileSync(join(folder, ".next/build-manifest.json"), "utf8")).pages;
}

/** The URL of the props that a click on a link to `page` fetches. */
export function dataOf(folder: string, page: string): string {
  const buildId = readFileSync(join(folder, ".next/BUILD_ID"), "utf8");
  const [path, query = ""] = page.split("?");
  return `/_next/data/${buildId}${path}.json${query && `?${query}`}`;
}
