import { posix } from "node:path";
import type { Framework } from "../../../snippets/frameworks.ts";
import { isDemo, itemName, projectPath } from "../snippets/project-path.ts";
import { type FileSet, withImports } from "./file-sets.ts";
import { packagesOf } from "./packages.ts";

/** What `npx shadcn add <url>` reads. Source: https://ui.shadcn.com/schema/registry-item.json */
export interface RegistryItem {
  $schema: string;
  name: string;
  type: "registry:item";
  title: string;
  description: string;
  /** Names without versions: the command then installs only what is not there, and changes no version of what is. */
  dependencies: string[];
  devDependencies: string[];
  files: { path: string; type: "registry:file"; target: string; content: string }[];
  /** Printed when all is written. */
  docs?: string;
}

/**
 * The snippets in TypeScript as items that can be put into a project: one for each set, and one for each of its files, together with
 * the files that it needs. Files that stand for the reader's own are left out if no other file needs them.
 */
export function registryItems(siteDir: string, sets: readonly FileSet[]): RegistryItem[] {
  const items = sets
    .filter(({ framework }) => framework.language === "typescript")
    .flatMap((set) => {
      const { framework, files, folder } = set;
      const file = (path: string) => `snippets/${framework.id}/${path}`;
      const offered = [...files.keys()].filter((path) => !isDemo(file(path)));
      const docs = folder === "" && framework.afterInstall;
      const all = item(
        siteDir,
        set,
        set.name,
        `all of it${set.label && `, ${set.label}`}`,
        offered,
      );
      const single = offered.flatMap((path) => {
        const name = itemName(file(path));
        return name === undefined || name === set.name
          ? []
          : [item(siteDir, set, name, path, [path])];
      });
      return [docs ? { ...all, docs } : all, ...single];
    });
  // Two sets with an overlay each share the files below it.
  return [...new Map(items.reverse().map((item) => [item.name, item])).values()].reverse();
}

function item(
  siteDir: string,
  set: FileSet,
  name: string,
  what: string,
  paths: readonly string[],
): RegistryItem {
  const { framework } = set;
  const files = withImports(paths, set.files);
  const scripts = new Map([...files].filter(([path]) => /\.(tsx?|vue|svelte)$/.test(path)));
  return {
    $schema: "https://ui.shadcn.com/schema/registry-item.json",
    name,
    type: "registry:item",
    title: `${framework.label}: ${what}`,
    description: `SuperTokens sessions during server-side rendering, ${framework.label}. The guide is at ${framework.page}.`,
    ...packagesOf(siteDir, framework, scripts),
    files: [...files].map(([path, content]) => ({
      path,
      type: "registry:file",
      target: target(framework, path),
      content,
    })),
  };
}

/** Where a file goes. The command puts `src/` in front of it in a project that has such a folder. */
function target({ id, filesAtRoot }: Framework, path: string): string {
  const inProject = projectPath(`snippets/${id}/${path}`);
  return filesAtRoot ? inProject : posix.join("supertokens", inProject);
}
