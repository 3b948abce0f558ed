import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The root of the repository that this file belongs to. */
export const root = fileURLToPath(new URL("..", import.meta.url));

/** A lock is held for milliseconds; one that is older than this, in ms, is of a process that was killed. */
const abandoned = 10_000;

/**
 * Rewrites a file of results as a whole, and alone: two test files that write into it at once do so one after the other.
 * @param change returns the new text for the current text; both are undefined if there is no file
 */
export function rewrite(
  file: string,
  change: (text: string | undefined) => string | undefined,
): void {
  mkdirSync(dirname(file), { recursive: true });
  const lock = `${file}.lock`;
  while (!taken(lock)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
  try {
    const after = change(existsSync(file) ? readFileSync(file, "utf8") : undefined);
    if (after === undefined) {
      rmSync(file, { force: true });
    } else {
      // In one step: a run that is interrupted leaves the file as it was or as it is to be.
      writeFileSync(join(lock, "text"), after);
      renameSync(join(lock, "text"), file);
    }
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

/** Takes a lock, which is a folder, unless another process has it. */
function taken(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    const age = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > abandoned) rmSync(lock, { recursive: true, force: true });
    return false;
  }
}
