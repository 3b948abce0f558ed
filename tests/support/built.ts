import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The built site, as `npm run build` leaves it. */
export const buildFolder = join(import.meta.dirname, "../../build");

/** The HTML of a page of the built site, by its path. Throws if there is no build, or no such page. */
export function builtPage(path: string): string {
  if (!existsSync(buildFolder)) throw new Error("There is no build: run npm run build first");
  const file = join(buildFolder, path === "/" ? "index.html" : `${path.slice(1)}.html`);
  if (!existsSync(file)) throw new Error(`The built site has no page ${path}`);
  return readFileSync(file, "utf8");
}

/** The paths of all pages of the built site, sorted. */
export function builtPaths(): string[] {
  return globSync("**/*.html", { cwd: buildFolder })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => !file.startsWith("assets/"))
    .map((file) => `/${file.replace(/(^index)?\.html$/, "")}`)
    .sort();
}
