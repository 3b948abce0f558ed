import { type Framework, findFramework, testingFolders } from "../../../snippets/frameworks.ts";

/** The folder of a framework's shortest form, which is complete on its own. */
export const shortFolder = "short";

/** A snippet's place: `snippets/<id>/<folder>/<path>`, where `folder` is one of which a reader takes one, or "". */
interface Place {
  id: string;
  framework: Framework | undefined;
  folder: string;
  path: string;
}

function placeOf(file: string): Place {
  const [, id = "", ...rest] = file.split("/");
  const inFolder = rest.join("/");
  const framework = findFramework(id);
  const variants = framework?.variants?.map(({ folder }) => folder) ?? [];
  const overlays = framework?.overlays?.map((overlay) => overlay.id) ?? [];
  const older = framework?.older?.map((release) => release.folder) ?? [];
  const folders = [
    shortFolder,
    ...older,
    ...(id === "testing" ? testingFolders : [...variants, ...overlays]),
  ];
  const folder = folders.find((name) => name !== "" && inFolder.startsWith(`${name}/`)) ?? "";
  const path = folder === "" ? inFolder : inFolder.slice(folder.length + 1);
  return { id, framework, folder, path };
}

/**
 * Where a reader's copy of a snippet lies: the path in the project where the framework dictates it (`app/dashboard/page.tsx`), else the
 * path in the one folder that holds the copies. The folder of a variant and that of the short form are not part of it: a reader takes
 * one of them.
 * @param file from the site's root, as in `snippets/nextjs-app/app/dashboard/page.tsx`
 */
export function projectPath(file: string): string {
  return placeOf(file).path;
}

/** Whether a snippet stands for a file of the reader's own: it is installed only with a file that imports it. */
export function isDemo(file: string): boolean {
  const { framework, folder, path } = placeOf(file);
  // The short form is for an app that has its own `init`.
  if (folder === shortFolder && /(^|\/)init\.ts$/.test(path)) return true;
  return (framework?.demo ?? []).some((entry) =>
    entry.endsWith("/") ? path.startsWith(entry) : path === entry,
  );
}

/** The name of the registry's item that installs a snippet with all that it imports; undefined if there is none. */
export function itemName(file: string): string | undefined {
  const { id, framework, folder } = placeOf(file);
  const isTypeScript = framework?.language === "typescript" && /\.tsx?$/.test(file);
  // The server that a front end needs is shown next to it, and is not part of it.
  if (!isTypeScript || isDemo(file) || /\/server\//.test(file)) return undefined;
  if (folder === shortFolder) return `${id}-${shortFolder}`;
  // It takes the place of a file of the same name, which only the reader can do.
  if (framework?.older?.some((release) => release.folder === folder)) return undefined;
  return file
    .slice("snippets/".length)
    .replace(/\.tsx?$/, "")
    .replaceAll(/[^a-zA-Z0-9]+/g, "-");
}
