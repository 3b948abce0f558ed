import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe } from "vitest";
import { type RunningMockCore, startMockCore } from "../../mock-core/src/index.ts";
import { compose, writeFiles } from "../../sandboxes/compose.ts";
import { type StartedApp, startApp } from "../support/start-app.ts";
import { passesContract } from "./whole-contract.ts";

const apiKey = "contract-api-key-of-24-characters";
// Next to the folder of the contract's own run, with the same packages above it.
const dir = fileURLToPath(
  new URL("../../sandboxes/aws-lambda/.cache/payloads", import.meta.url),
);

beforeAll(async () => {
  await writeFiles(await compose("aws-lambda"), dir);
});

// The contract itself runs with an HTTP API and format 2.0. Both at once: they mostly wait for cores that do not respond.
for (const [name, env] of [
  ["a REST API", { API: "rest", PAYLOAD: "1.0" }],
  ["an HTTP API with payload format 1.0", { API: "http", PAYLOAD: "1.0" }],
] as const) {
  describe.concurrent(`behind ${name}`, () => {
    let core: RunningMockCore;
    let app: StartedApp;

    beforeAll(async () => {
      core = await startMockCore({ port: 0, apiKeys: [apiKey] });
      app = await startApp(dir, { url: core.url, apiKey }, undefined, env);
    });

    afterAll(async () => {
      await app?.stop();
      await core?.close();
    });

    passesContract("aws-lambda", () => ({ app, core }));
  });
}
