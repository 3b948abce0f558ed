import { afterAll, beforeAll, describe, vi } from "vitest";
import { type RunningMockCore, startMockCore } from "../../mock-core/src/index.ts";
import { canRun } from "../../sandboxes/runtimes.ts";
import { apiKey, goSandbox, startGo } from "../support/go-app.ts";
import type { App } from "../support/start-app.ts";
import { passesContract } from "./whole-contract.ts";

const minutes = 60_000;
const runs = await canRun("go", "the contract of chi and Gin");

describe.runIf(runs).each(["chi", "gin"])("the sandbox, with MODULE=%s", (router) => {
  let core: RunningMockCore;
  let app: App;

  beforeAll(async () => {
    vi.stubEnv("MODULE", router);
    core = await startMockCore({ apiKeys: [apiKey] });
    app = await startGo(await goSandbox(router), core);
  }, 5 * minutes);
  afterAll(async () => {
    vi.unstubAllEnvs();
    await app?.stop();
    await core?.close();
  });

  passesContract("go", () => ({ app, core }));
});
