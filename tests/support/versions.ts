import { existsSync, readFileSync } from "node:fs";

/** How each kind of manifest names the exact version of a package. */
const readers: Record<string, (text: string, name: string) => string | undefined> = {
  "package.json": (text, name) => JSON.parse(text).dependencies?.[name],
  // "go 1.26.0", "require example.com/a v1.2.3", or a line of a require block.
  "go.mod": (text, name) =>
    new RegExp(`^(?:require )?\\s*${escaped(name)} v?(\\d\\S*)`, "m").exec(text)?.[1],
  "requirements.txt": (text, name) =>
    new RegExp(`^${escaped(name)}==([^\\s;]+)`, "im").exec(text)?.[1],
};

/**
 * The exact version of a package as the manifest in a framework's folder names it.
 * @param name of an npm, Go or PyPI package; "go" is the language itself
 * @throws if the folder has no manifest, or the manifest does not name the package
 */
export function versionOf(name: string, folder: URL): string {
  const found = Object.entries(readers).find(([file]) => existsSync(new URL(file, folder)));
  if (!found) throw new Error(`${folder.pathname} has none of ${Object.keys(readers)}`);
  const [file, read] = found;
  const version = read(readFileSync(new URL(file, folder), "utf8"), name);
  if (version === undefined) throw new Error(`${folder.pathname}${file} does not name ${name}`);
  return version;
}

/** A name as a regular expression that matches it and nothing else. */
function escaped(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}
