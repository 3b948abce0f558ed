import { findFramework, testingFolders } from "../../../snippets/frameworks.ts";

/** The folder of a framework's shortest form, which is complete on its own. */
export const shortFolder = "short";

/**
 * Where a reader's copy of a snippet lies: the path in the project where the framework dictates it (`app/dashboard/page.tsx`), else the
 * path in the one folder that holds the copies. The folder of a variant and that of the short form are not part of it: a reader takes
 * one of them.
 * @param file from the site's root, as in `snippets/nextjs-app/app/dashboard/page.tsx`
 */
export function projectPath(file: string): string {
  const [, id = "", ...rest] = file.split("/");
  const path = rest.join("/");
  const variants = findFramework(id)?.variants?.map(({ folder }) => folder) ?? [];
  const folders = [shortFolder, ...(id === "testing" ? testingFolders : variants)];
  const folder = folders.find((name) => name !== "" && path.startsWith(`${name}/`));
  return folder === undefined ? path : path.slice(folder.length + 1);
}
