import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fromFile, hash, rendererVersion, typeSources } from "./sources.ts";
import type { FolderTypes } from "./types.ts";

export type Compile = (siteDir: string, folder: string) => FolderTypes | Promise<FolderTypes>;

/** The compiler takes a quarter of a second to load: only when there is something to compile. */
const compileNow: Compile = async (siteDir, folder) =>
  (await import("./types.ts")).folderTypes(siteDir, folder);

const known = new Map<string, { key: string; types: Promise<FolderTypes> }>();

/**
 * The types of a folder: compiled once for each state of its files, the lock file and the renderer, then read from `.cache/snippets/`,
 * one file for each folder, so that nothing piles up. Types with errors are not kept there, because an install can fix them.
 */
export function cachedTypes(
  siteDir: string,
  folder: string,
  compile: Compile = compileNow,
): Promise<FolderTypes> {
  const key = typesKey(siteDir, folder);
  const path = join(siteDir, ".cache/snippets", `${folder.replaceAll("/", "+")}.json`);
  const before = known.get(path);
  if (before?.key === key) return before.types;
  const types = readOrCompile(path, key, () => compile(siteDir, folder));
  known.set(path, { key, types });
  // What failed is tried again when it is asked for again.
  types.catch(() => known.delete(path));
  return types;
}

/** What the types of a folder depend on, as one hash. */
function typesKey(siteDir: string, folder: string): string {
  const parts = typeSources(siteDir, folder).map((path) => [
    relative(siteDir, path),
    fromFile(path, "hash", hash),
  ]);
  return hash(JSON.stringify([rendererVersion, parts]));
}

async function readOrCompile(
  path: string,
  key: string,
  compile: () => FolderTypes | Promise<FolderTypes>,
): Promise<FolderTypes> {
  const entry = readEntry(path);
  if (entry?.key === key) return entry.types;
  const types = await compile();
  if (Object.values(types).every(({ errors }) => errors.length === 0)) {
    mkdirSync(dirname(path), { recursive: true });
    // Written to a temporary file and renamed, so that another process never reads half of it.
    writeFileSync(`${path}.${process.pid}`, JSON.stringify({ key, types }));
    renameSync(`${path}.${process.pid}`, path);
  }
  return types;
}

function readEntry(path: string): { key: string; types: FolderTypes } | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}
