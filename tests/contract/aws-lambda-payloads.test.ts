import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, vi } from "vitest";
import { type RunningMockCore, startMockCore } from "../../mock-core/src/index.ts";
import { compose, writeFiles } from "../../sandboxes/compose.ts";
import { type App, startApp } from "../support/start-app.ts";
import { passesContract } from "./whole-contract.ts";

const apiKey = "contract-api-key-of-24-characters";
// Beside the folder of the contract's own run, and with the same packages above it.
const dir = fileURLToPath(
  new URL("../../sandboxes/aws-lambda/.cache/payloads", import.meta.url),
);

// The contract itself runs with an HTTP API and format 2.0.
describe.each([
  ["a REST API", { API: "rest", PAYLOAD: "1.0" }],
  ["an HTTP API with payload format 1.0", { API: "http", PAYLOAD: "1.0" }],
])("behind %s", (_, env) => {
  let core: RunningMockCore;
  let app: App;

  beforeAll(async () => {
    await writeFiles(await compose("aws-lambda"), dir);
    core = await startMockCore({ port: 0, apiKeys: [apiKey] });
    // The sandbox is started with the environment of the tests.
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
    app = await startApp(dir, { url: core.url, apiKey });
  });

  afterAll(async () => {
    vi.unstubAllEnvs();
    await app?.stop();
    await core?.close();
  });

  passesContract("aws-lambda", () => ({ app, core }));
});
