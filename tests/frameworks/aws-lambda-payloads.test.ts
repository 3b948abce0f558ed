import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type RunningMockCore, startMockCore } from "../../mock-core/src/index.ts";
import { compose, writeFiles } from "../../sandboxes/compose.ts";
import { findFramework } from "../../snippets/frameworks.ts";
import { type App, startApp } from "../contract/app.ts";
import { run } from "../contract/run.ts";
import { scenarios } from "../contract/scenarios/index.ts";

const apiKey = "contract-api-key-of-24-characters";
// Beside the folder of the contract's own run, and with the same packages above it.
const dir = fileURLToPath(
  new URL("../../sandboxes/aws-lambda/.cache/payloads", import.meta.url),
);
const capabilities = findFramework("aws-lambda")?.capabilities ?? {};
const mine = scenarios.filter(({ capability }) => capability in capabilities);

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

  // The server that has just started first, as the core is unknown to it.
  for (const scenario of mine.filter(({ cold }) => cold)) {
    test(`${scenario.id}: ${scenario.title}`, () => passes(scenario));
  }
  test("the server gets to know the core", async () => {
    const { accessToken } = await core.control.createSession({ userId: "warm-up" });
    for (const path of ["/dashboard", "/dashboard-jwt", "/dashboard-checked"]) {
      const headers = { cookie: `sAccessToken=${accessToken}` };
      expect((await fetch(app.url + path, { headers })).status).toBe(200);
    }
  });
  for (const scenario of mine.filter(({ cold }) => !cold)) {
    test(`${scenario.id}: ${scenario.title}`, () => passes(scenario));
  }

  async function passes(scenario: (typeof scenarios)[number]) {
    const { problems } = await run(scenario, app.url, core);
    expect(problems, app.output.slice(-5).join("\n")).toEqual([]);
  }
});
