import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type RunningMockCore, startMockCore } from "../../mock-core/src/index.ts";
import { buildSandbox } from "../../sandboxes/build.ts";
import { canRun } from "../../sandboxes/languages.ts";
import { findFramework } from "../../snippets/frameworks.ts";
import { type App, startApp } from "../contract/app.ts";
import { run } from "../contract/run.ts";
import { scenarios } from "../contract/scenarios/index.ts";

const runs = await canRun("python", "the contract of Django's async views");
const apiKey = "contract-api-key-of-24-characters";
const capabilities = findFramework("django")?.capabilities ?? {};
const mine = scenarios.filter(({ capability }) => capability in capabilities);

describe.runIf(runs)("the sandbox, with DJANGO_MODE=async", () => {
  let core: RunningMockCore;
  let app: App;

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

  // The server that has just started first, as the core is unknown to it.
  for (const scenario of mine.filter(({ cold }) => cold)) {
    test(`${scenario.id}: ${scenario.title}`, () => passes(scenario));
  }
  test("the server gets to know the core", async () => {
    const { accessToken } = await core.control.createSession({ userId: "warm-up" });
    for (const path of ["/dashboard", "/dashboard-jwt", "/dashboard-checked"]) {
      const headers = { cookie: `sAccessToken=${accessToken}` };
      const status = async () =>
        (await fetch(app.url + path, { headers, redirect: "manual" })).status;
      // The keys that it fetched in the last scenario are gone, and it asks twice a second at most.
      await expect.poll(status, { timeout: 5000 }).toBe(200);
    }
  });
  for (const scenario of mine.filter(({ cold }) => !cold)) {
    test(`${scenario.id}: ${scenario.title}`, () => passes(scenario));
  }

  async function passes(scenario: (typeof scenarios)[number]) {
    const { problems } = await run(scenario, app.url, core, "python");
    expect(problems, app.output.slice(-5).join("\n")).toEqual([]);
  }
});
