import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { rewrite, root } from "./rewrite.ts";

/** A release that readers have, and what the contract found with it: a cell of the matrix, written by `npm run versions`. */
export interface Cell extends Tried {
  outcome: "passed" | "failed" | "does not install" | "does not start";
  /** How many scenarios ran. */
  scenarios: number;
  /** Those that failed, with the first line of why. */
  failed: { id: string; why: string }[];
  /** The first line of why it does not install or start. */
  why?: string;
  /** Of each file of the variant as it ran, by its path in the variant's folder. */
  files?: Record<string, string>;
  /** The day of the run: 2026-11-29. */
  on: string;
}

/** What a cell runs. */
export interface Tried {
  /** The id in snippets/frameworks.ts. */
  framework: string;
  /** The package whose release is not that of the snippets; "node" and "python" are the languages themselves. */
  package: string;
  /** The release that was installed. */
  release: string;
  /** What it stands for in the matrix: "4" is the newest 4.x. */
  line?: string;
  /** Other packages that go with this release, each with the range that was installed. */
  also?: Record<string, string>;
  /** The folder in snippets/<framework>/ whose files were laid over the others. Absent: the snippets as they are. */
  variant?: string;
}

/** As a path from the root of the repository. */
export const versionsFile = "results/versions.json";

/** Every cell that has run; none where there is no file. Throws where it is not JSON. */
export function readVersions(siteDir = root): Cell[] {
  const file = join(siteDir, versionsFile);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : [];
}

/** Two cells with the same key are the same cell, run twice. */
export function keyOf({ framework, package: name, release, variant }: Tried): string {
  const withVariant = variant ? ` with ${variant}` : "";
  return `${framework} ${name}@${release}${withVariant}`;
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
