import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { rewrite, root } from "./rewrite.ts";
import { type Cell, keyOf } from "./versions.ts";

/** As a path from the root of the repository. */
export const versionsFile = "results/versions.json";

/** Every cell that has run; none if there is no file. Throws if it is not JSON. */
export function readVersions(siteDir = root): Cell[] {
  const file = join(siteDir, versionsFile);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : [];
}

/**
 * Puts a cell into the file, in the place of the one that ran before.
 * @param order the keys of the whole matrix: the cells are written in this order, and those that are not in it are dropped
 */
export function writeCell(cell: Cell, order: readonly string[]): void {
  rewrite(join(root, versionsFile), (text = "[]") => {
    const all = new Map((JSON.parse(text) as Cell[]).map((each) => [keyOf(each), each]));
    all.set(keyOf(cell), cell);
    const cells = order.flatMap((key) => all.get(key) ?? []);
    return `${JSON.stringify(cells, null, 2)}\n`;
  });
}
