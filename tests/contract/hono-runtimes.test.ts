import { delimiter, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type RunningMockCore, startMockCore } from "../../mock-core/src/index.ts";
import { ownTools } from "../../scripts/own-tools.ts";
import { changedSandbox } from "../support/changed-sandbox.ts";
import { type App, startApp } from "../support/start-app.ts";
import { warmUp } from "../support/warm-up.ts";
import { publicOrigin } from "./scenario.ts";
import { passesBehindProxy, passesContract } from "./whole-contract.ts";

const minutes = 60_000;
const apiKey = "contract-api-key-of-24-characters";

describe.each(["bun", "deno", "workerd"])("the sandbox of Hono on %s", (runtime) => {
  let core: RunningMockCore;
  let app: App;
  let dir: string;

  beforeAll(async () => {
    const programs = ownTools(join(import.meta.dirname, "hono-runtimes"));
    vi.stubEnv("PATH", programs + delimiter + process.env.PATH);
    // As a reader starts it, with `npm run start:bun`.
    dir = await changedSandbox("hono", runtime, [
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

  test("it is this runtime that has responded", async () => {
    const { headers } = await fetch(app.url);
    expect(headers.get("server")).toBe(runtime);
  });

  describe("behind a proxy that ends TLS", () => {
    beforeAll(async () => {
      await app.stop();
      app = await startApp(dir, { url: core.url, apiKey }, publicOrigin);
      await warmUp(app.url, core);
    });
    passesBehindProxy("hono", () => ({ app, core }));
  });
});
