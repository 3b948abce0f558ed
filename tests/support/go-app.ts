import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { RunningMockCore } from "../../mock-core/src/index.ts";
import { compose, writeFiles } from "../../sandboxes/compose.ts";
import { type App, startApp } from "./start-app.ts";

export const apiKey = "contract-api-key-of-24-characters";

/** A text in one of the sandbox's files, and what stands there instead. */
export type Change = [file: string, before: string, after: string];

/**
 * The Go sandbox with some of its texts changed, in a folder of its own.
 * @throws where a text is not there exactly once
 */
export async function goSandbox(
  name: string,
  changes: readonly Change[] = [],
): Promise<string> {
  // Beside the folder of the contract's own run, and with the same packages above it.
  const dir = fileURLToPath(new URL(`../../sandboxes/go/.cache/${name}`, import.meta.url));
  const payload = await compose("go");
  for (const [file, before, after] of changes) {
    const parts = payload.files[file]?.split(before) ?? [];
    if (parts.length !== 2)
      throw new Error(`${file} holds ${JSON.stringify(before)} ${parts.length - 1} times`);
    payload.files[file] = parts.join(after);
  }
  await rm(dir, { recursive: true, force: true });
  await writeFiles(payload, dir);
  return dir;
}

/** Starts it behind a core. */
export function startGo(dir: string, core: RunningMockCore): Promise<App> {
  return startApp(dir, { url: core.url, apiKey });
}
