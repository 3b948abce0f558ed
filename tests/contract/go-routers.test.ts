import { afterAll, beforeAll, describe } from "vitest";
import { type RunningMockCore, startMockCore } from "../../mock-core/src/index.ts";
import { canRun } from "../../sandboxes/runtimes.ts";
import { apiKey, goSandbox } from "../support/go-app.ts";
import { type StartedApp, startApp } from "../support/start-app.ts";
import { passesContract } from "./whole-contract.ts";

const minutes = 60_000;
const runs = await canRun("go", "the contract of chi and Gin");

// Both at once: they mostly wait for cores that do not respond.
for (const router of ["chi", "gin"]) {
  describe.runIf(runs).concurrent(`the sandbox, with MODULE=${router}`, () => {
    let core: RunningMockCore;
    let app: StartedApp;

    beforeAll(async () => {
      core = await startMockCore({ apiKeys: [apiKey] });
      const env = { MODULE: router };
      app = await startApp(await goSandbox(router), { url: core.url, apiKey }, undefined, env);
    }, 5 * minutes);
    afterAll(async () => {
      await app?.stop();
      await core?.close();
    });

    passesContract("go", () => ({ app, core }));
  });
}
