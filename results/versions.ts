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

/** Two cells with the same key are the same cell, run twice. */
export function keyOf({ framework, package: name, release, variant }: Tried): string {
  const withVariant = variant ? ` with ${variant}` : "";
  return `${framework} ${name}@${release}${withVariant}`;
}

/** What the runs say about the releases of one line: of 4, of 0.31. */
export interface Line {
  line: string;
  release: string;
  outcome: Cell["outcome"];
  /** The folder with what this line needs, and how the run with it ended. */
  variant?: { folder: string; outcome: Cell["outcome"] };
}

/** The lines of each package that was tried with a framework, in the order of the matrix: newest first. */
export function linesOf(cells: readonly Cell[], framework: string): Map<string, Line[]> {
  const lines = new Map<string, Line[]>();
  for (const cell of cells) {
    if (cell.framework !== framework) continue;
    const { package: name, release, line = release, outcome, variant } = cell;
    const known = lines.get(name) ?? [];
    lines.set(name, known);
    const same = known.find((each) => each.line === line);
    if (same && variant) same.variant = { folder: variant, outcome };
    else if (!same) known.push({ line, release, outcome });
  }
  return lines;
}
