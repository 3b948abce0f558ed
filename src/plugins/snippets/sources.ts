import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { shortFormsFile, verificationFile } from "../../../results/verification.ts";
import { versionsFile } from "../../../results/version-files.ts";

/** The renderer is this folder, wherever the site is that it renders. */
const renderer = fileURLToPath(new URL(".", import.meta.url));

/** The site that this folder belongs to. */
export const siteDir = join(renderer, "../../..");

/** The folder whose `tsconfig.json` covers a snippet, as a path from the site's root; undefined if there is none. */
export function typedFolder(siteDir: string, file: string): string | undefined {
  for (
    let folder = dirname(file);
    folder !== "snippets" && folder !== ".";
    folder = dirname(folder)
  ) {
    if (existsSync(join(siteDir, folder, "tsconfig.json"))) return folder;
  }
  return undefined;
}

/** The one package of this repository that a snippet may use: its readers install it, and it is built from these sources. */
export const ownPackage = { name: "supertokens-mock-core", sources: "mock-core/src" };

/** Every file that the types in a folder come from: its own, and the lock file for what is installed. Absolute paths. */
export function typeSources(siteDir: string, folder: string): string[] {
  const manifest = join(siteDir, folder, "package.json");
  const usesOwn =
    existsSync(manifest) &&
    fromFile(manifest, ownPackage.name, (text) => text.includes(`"${ownPackage.name}"`));
  return [
    ...filesUnder(join(siteDir, folder)),
    ...(usesOwn ? filesUnder(join(siteDir, ownPackage.sources)) : []),
    join(siteDir, "package-lock.json"),
  ];
}

/** Every file that the embeds of a page depend on, the renderer included: what the bundler must watch. Absolute paths. */
export function pageSources(siteDir: string, page: string): string[] {
  const files = [...page.matchAll(/\bfile=(snippets\/[^\s#]+)/g)].map(
    (match) => match[1] as string,
  );
  const folders = new Set(files.map((file) => typedFolder(siteDir, file)));
  return [
    ...new Set([
      ...rendererFiles(),
      join(siteDir, "package-lock.json"),
      join(siteDir, names),
      join(siteDir, "snippets/frameworks.ts"),
      join(siteDir, verificationFile),
      join(siteDir, shortFormsFile),
      join(siteDir, versionsFile),
      ...files.map((file) => join(siteDir, file)),
      ...[...folders].flatMap((folder) => (folder ? typeSources(siteDir, folder) : [])),
    ]),
  ];
}

const names = ".cache/snippets/names.txt";

/** Writes the names of all snippets down: a new file is in no page's dependencies yet, but this list of them is. */
export function writeNames(siteDir: string): void {
  const files = filesUnder(join(siteDir, "snippets")).map((path) => relative(siteDir, path));
  mkdirSync(join(siteDir, dirname(names)), { recursive: true });
  writeFileSync(join(siteDir, names), files.join("\n"));
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => name !== "node_modules" && !name.startsWith("."))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesUnder(path) : [path];
    });
}

function rendererFiles(): string[] {
  return filesUnder(renderer).filter((path) => path.endsWith(".ts"));
}

/** "sha256-" and the hex SHA-256 of a text, as in verification.json. */
export function hash(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("hex")}`;
}

/** The renderer as this process runs it: an edit to it holds for the next process. */
export const rendererVersion = hash(
  rendererFiles()
    .map((path) => readFileSync(path, "utf8"))
    .join("\n"),
);

const remembered = new Map<string, { stamp: string; value: unknown }>();

/** What `compute` makes of a file's text, once for each state of the file. `what` tells the uses of one file apart. */
export function fromFile<T>(path: string, what: string, compute: (text: string) => T): T {
  const { mtimeNs, size, ino } = statSync(path, { bigint: true });
  const stamp = `${mtimeNs} ${size} ${ino}`;
  const key = `${what} ${path}`;
  const known = remembered.get(key);
  if (known?.stamp === stamp) return known.value as T;
  const value = compute(readFileSync(path, "utf8"));
  remembered.set(key, { stamp, value });
  return value;
}
