import { afterAll, beforeAll, describe, vi } from "vitest";
import { type RunningMockCore, startMockCore } from "../../mock-core/src/index.ts";
import { buildSandbox } from "../../sandboxes/build.ts";
import { canRun } from "../../sandboxes/runtimes.ts";
import { type StartedApp, startApp } from "../support/start-app.ts";
import { passesContract } from "./whole-contract.ts";

const runs = await canRun("python", "the contract of Django's async views");
const apiKey = "contract-api-key-of-24-characters";

describe.runIf(runs)("the sandbox, with DJANGO_MODE=async", () => {
  let core: RunningMockCore;
  let app: StartedApp;

  beforeAll(async () => {
    vi.stubEnv("DJANGO_MODE", "async");
    core = await startMockCore({ port: 0, apiKeys: [apiKey] });
    app = await startApp(await buildSandbox("django"), { url: core.url, apiKey });
  }, 300_000);
  afterAll(async () => {
    vi.unstubAllEnvs();
    await app?.stop();
    await core?.close();
  });

  passesContract("django", () => ({ app, core }));
});
