import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type RunningMockCore, startMockCore } from "../../mock-core/src/index.ts";
import { canRun } from "../../sandboxes/languages.ts";
import { findFramework } from "../../snippets/frameworks.ts";
import type { App } from "../contract/app.ts";
import { run } from "../contract/run.ts";
import { scenarios } from "../contract/scenarios/index.ts";
import { apiKey, type Change, goSandbox, startGo } from "./go-app.ts";

const minutes = 60_000;
const runs = await canRun("go", "the contract of chi and Gin");
const capabilities = findFramework("go")?.capabilities ?? {};
const mine = scenarios.filter(({ capability }) => capability in capabilities);

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
    const { problems } = await run(scenario, app.url, core, "go");
    expect(problems, app.output.slice(-5).join("\n")).toEqual([]);
  }
});

describe.runIf(runs)("Gin, whose chain goes on when a handler returns", () => {
  test(
    "without Abort, the route runs although VerifySession has answered 401",
    async () => {
      vi.stubEnv("MODULE", "gin");
      const changes: Change[] = [
        ["gin/app.go", "\t\tc.Abort()\n", ""],
        ["gin/app.go", "gin.WrapF(app.AdminData)", "secret"],
        [
          "gin/app.go",
          "// requireSession is",
          'func secret(c *gin.Context) { c.String(200, "for nobody") }\n\n// requireSession is',
        ],
      ];
      const answer = async (name: string, changes: Change[]) => {
        const core = await startMockCore({ apiKeys: [apiKey] });
        const app = await startGo(await goSandbox(name, changes), core);
        try {
          const response = await fetch(`${app.url}/api/admin`);
          return { status: response.status, text: await response.text() };
        } finally {
          await app.stop();
          await core.close();
        }
      };
      const leak = await answer("gin-goes-on", changes);
      expect(leak.status).toBe(401);
      expect(leak.text).toContain("for nobody");
      const refused = await answer("gin-aborts", changes.slice(1));
      expect(refused).toEqual({ status: 401, text: '{"message":"unauthorised"}' });
      vi.unstubAllEnvs();
    },
    3 * minutes,
  );
});
