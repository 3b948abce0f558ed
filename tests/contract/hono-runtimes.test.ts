import { delimiter, join } from "node:path";
import { afterAll, beforeAll, describe, vi } from "vitest";
import { type RunningMockCore, startMockCore } from "../../mock-core/src/index.ts";
import { ownTools } from "../../scripts/own-tools.ts";
import { changedSandbox } from "../support/changed-sandbox.ts";
import { type App, startApp } from "../support/start-app.ts";
import { passesContract } from "./whole-contract.ts";

const minutes = 60_000;
const apiKey = "contract-api-key-of-24-characters";

describe.each(["bun", "deno", "workerd"])("the sandbox of Hono on %s", (runtime) => {
  let core: RunningMockCore;
  let app: App;

  beforeAll(async () => {
    const programs = ownTools(join(import.meta.dirname, "hono-runtimes"));
    vi.stubEnv("PATH", programs + delimiter + process.env.PATH);
    // As a reader starts it, with `npm run start:bun`.
    const dir = await changedSandbox("hono", runtime, [
      ["package.json", '"start":', '"start:node":'],
      ["package.json", `"start:${runtime}":`, '"start":'],
    ]);
    core = await startMockCore({ port: 0, apiKeys: [apiKey] });
    app = await startApp(dir, { url: core.url, apiKey });
  }, 5 * minutes);
  afterAll(async () => {
    vi.unstubAllEnvs();
    await app?.stop();
    await core?.close();
  });

  passesContract("hono", () => ({ app, core }));
});
