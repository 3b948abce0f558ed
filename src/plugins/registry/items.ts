import { existsSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import ts from "typescript";
import { type Framework, frameworks } from "../../../snippets/frameworks.ts";

/** What `npx shadcn add <url>` reads. Source: https://ui.shadcn.com/schema/registry-item.json */
export interface RegistryItem {
  $schema: string;
  name: string;
  type: "registry:item";
  title: string;
  description: string;
  /** npm packages with exact versions; none for Go and Python, whose own tools install theirs. */
  dependencies: string[];
  devDependencies: string[];
  files: { path: string; type: "registry:file"; target: string; content: string }[];
  /** Printed when all is written. */
  docs?: string;
}

/**
 * The snippets as items that can be put into a project: one for each framework, and one for each file that imports by path, together
 * with the files that it needs.
 * @param siteDir the folder that holds `snippets/`
 * @param filesOf framework id to the paths of its snippets, as `results/verification.json` lists them
 */
export function registryItems(
  siteDir: string,
  filesOf: Readonly<Record<string, readonly string[]>>,
): RegistryItem[] {
  return frameworks.flatMap((framework) => {
    const files = filesOf[framework.id] ?? [];
    const read = (path: string) =>
      readFileSync(join(siteDir, "snippets", framework.id, path), "utf8");
    const texts = new Map(files.map((path) => [path, read(path)]));
    // What is laid over another framework's folder would not compile without it: the page shows it, and where it goes.
    const contents = new Map([...texts].filter(([path]) => closure(path, texts).complete));
    const all = item(siteDir, framework, framework.id, `all of ${framework.label}`, contents);
    const single = [...contents.keys()]
      .filter((path) => /\.tsx?$/.test(path))
      .map((path) => {
        const { needed } = closure(path, contents);
        const name = `${framework.id}-${path.replace(/\.tsx?$/, "").replaceAll(/[^a-zA-Z0-9]+/g, "-")}`;
        return item(siteDir, framework, name, path, needed);
      });
    return [all, ...single];
  });
}

function item(
  siteDir: string,
  framework: Framework,
  name: string,
  what: string,
  files: ReadonlyMap<string, string>,
): RegistryItem {
  const { id, label, page, filesAtRoot } = framework;
  const { dependencies, devDependencies } = packages(siteDir, id, files);
  return {
    $schema: "https://ui.shadcn.com/schema/registry-item.json",
    name,
    type: "registry:item",
    title: `${label}: ${what}`,
    description: `SuperTokens sessions during server-side rendering, ${label}. The guide is at ${page}.`,
    dependencies,
    devDependencies,
    files: [...files].map(([path, content]) => ({
      path,
      type: "registry:file",
      target: filesAtRoot ? `~/${path}` : `~/supertokens/${path}`,
      content,
    })),
    ...(files.has("go.mod") || files.has("requirements.txt")
      ? {
          docs: "Install the packages with the language's own tool: go.mod or requirements.txt names them.",
        }
      : {}),
  };
}

/** A file and all that it imports by path, directly or not, in the order of their names; complete when all of it is there. */
function closure(
  start: string,
  files: ReadonlyMap<string, string>,
): { needed: Map<string, string>; complete: boolean } {
  const needed = new Set([start]);
  let complete = true;
  for (const path of needed) {
    for (const { fileName } of ts.preProcessFile(files.get(path) ?? "").importedFiles) {
      if (!fileName.startsWith(".")) continue;
      const target = posix.join(posix.dirname(path), fileName);
      const found = [target, `${target}.ts`, `${target}.tsx`].find((file) => files.has(file));
      if (found) needed.add(found);
      else if (/\.tsx?$/.test(target)) complete = false;
    }
  }
  const contents = new Map([...needed].sort().map((path) => [path, files.get(path) ?? ""]));
  return { needed: contents, complete };
}

/** Of the packages that the folder names, those that the files import. */
function packages(siteDir: string, id: string, files: ReadonlyMap<string, string>) {
  const manifest = join(siteDir, "snippets", id, "package.json");
  if (!existsSync(manifest)) return { dependencies: [], devDependencies: [] };
  const { dependencies = {}, devDependencies = {} } = JSON.parse(
    readFileSync(manifest, "utf8"),
  );
  const text = [...files.values()].join("\n");
  const imports = (name: string) => new RegExp(`["']${name}(/[^"']*)?["']`).test(text);
  const typesOf = (name: string) => name.replace("@types/", "");
  const exact = (from: Record<string, string>, wanted: (name: string) => boolean) =>
    Object.keys(from)
      .filter(wanted)
      .map((name) => `${name}@${from[name]}`);
  return {
    dependencies: exact(dependencies, imports),
    devDependencies: exact(
      devDependencies,
      (name) => name.startsWith("@types/") && imports(typesOf(name)),
    ),
  };
}
