import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { compose, writeFiles } from "../../sandboxes/compose.ts";

/** A text in one of the sandbox's files, and what stands there instead. */
export type Change = [file: string, before: string, after: string];

/**
 * A sandbox with some of its texts changed, in a folder of its own.
 * @param more files, by their path
 * @throws if a text is not there exactly once
 */
export async function changedSandbox(
  id: string,
  name: string,
  changes: readonly Change[] = [],
  more: Record<string, string> = {},
): Promise<string> {
  // Next to the folder of the contract's own run, with the same packages above it.
  const dir = fileURLToPath(new URL(`../../sandboxes/${id}/.cache/${name}`, import.meta.url));
  const payload = await compose(id);
  for (const [file, before, after] of changes) {
    const parts = payload.files[file]?.split(before) ?? [];
    if (parts.length !== 2)
      throw new Error(`${file} holds ${JSON.stringify(before)} ${parts.length - 1} times`);
    payload.files[file] = parts.join(after);
  }
  Object.assign(payload.files, more);
  await rm(dir, { recursive: true, force: true });
  await writeFiles(payload, dir);
  return dir;
}
