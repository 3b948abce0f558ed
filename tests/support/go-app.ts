import type { RunningMockCore } from "../../mock-core/src/index.ts";
import { type Change, changedSandbox } from "./changed-sandbox.ts";
import { type StartedApp, startApp } from "./start-app.ts";

export type { Change } from "./changed-sandbox.ts";

export const apiKey = "contract-api-key-of-24-characters";

/** The Go sandbox with some of its texts changed, in a folder of its own. */
export function goSandbox(name: string, changes: readonly Change[] = []): Promise<string> {
  return changedSandbox("go", name, changes);
}

/** Starts it behind a core. */
export function startGo(dir: string, core: RunningMockCore): Promise<StartedApp> {
  return startApp(dir, { url: core.url, apiKey });
}
