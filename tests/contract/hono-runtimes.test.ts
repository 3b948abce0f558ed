import { delimiter, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { publicOrigin } from "../../contract/scenario.ts";
import { type RunningMockCore, startMockCore } from "../../mock-core/src/index.ts";
import { ownTools } from "../../scripts/own-tools.ts";
import { changedSandbox } from "../support/changed-sandbox.ts";
import { loadPage } from "../support/page-load.ts";
import { type StartedApp, startApp } from "../support/start-app.ts";
import { warmUp } from "../support/warm-up.ts";
import { passesBehindProxy, passesContract } from "./whole-contract.ts";

const minutes = 60_000;
const apiKey = "contract-api-key-of-24-characters";

describe.each(["bun", "deno", "workerd"])("the sandbox of Hono on %s", (runtime) => {
  let core: RunningMockCore;
  let app: StartedApp;
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

  test.each(["/dashboard", "/dashboard-jwt"])(
    "forty visitors at once on a server without keys each get their own %s",
    async (path) => {
      await app.stop();
      app = await startApp(dir, { url: core.url, apiKey });
      core.control.clearRequests();
      const visitors = Array.from({ length: 40 }, (_, i) => `visitor-${i}`);
      const wrong = await Promise.all(
        visitors.map(async (userId) => {
          const payload = { roles: { v: [], t: Date.now() } };
          const { accessToken } = await core.control.createSession({ userId, payload });
          const headers = { cookie: `sAccessToken=${accessToken}` };
          const response = await loadPage(app.url + path, { headers });
          const isOwn = (await response.text()).includes(`Signed in as ${userId}<`);
          return isOwn ? [] : [`${userId}: ${response.status}`];
        }),
      );
      expect(wrong.flat(), app.output.slice(-5).join("\n")).toEqual([]);
      const fetches = core.control.requests.filter(({ path }) => path.endsWith("/jwks.json"));
      // On workerd, a request cannot wait for what another one has asked for.
      if (runtime === "workerd") expect(fetches.length).toBeGreaterThan(1);
      else expect(fetches).toHaveLength(1);
    },
  );

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
