import { expect, test } from "vitest";
import type { RunningMockCore } from "../../mock-core/src/index.ts";
import { findFramework } from "../../snippets/frameworks.ts";
import type { App } from "../contract/app.ts";
import { run } from "../contract/run.ts";
import type { Scenario } from "../contract/scenario.ts";
import { scenarios } from "../contract/scenarios/index.ts";

/** Makes a test of each scenario of a framework, for another form of its sandbox than the one that the contract records. */
export function passesContract(
  framework: string,
  running: () => { app: App; core: RunningMockCore },
): void {
  const { capabilities = {}, language } = findFramework(framework) ?? {};
  const mine = scenarios.filter(
    ({ capability, behindProxy }) => capability in capabilities && !behindProxy,
  );

  // The server that has just started first, as the core is unknown to it.
  for (const scenario of mine.filter(({ cold }) => cold)) pass(scenario);
  test("the server gets to know the core", async () => {
    const { app, core } = running();
    const { accessToken } = await core.control.createSession({
      userId: "warm-up",
      payload: { roles: { v: [], t: Date.now() } },
    });
    const headers = { cookie: `sAccessToken=${accessToken}` };
    for (const path of ["/dashboard", "/dashboard-jwt", "/dashboard-checked"]) {
      const open = async () =>
        (await fetch(app.url + path, { headers, redirect: "manual" })).status;
      // The keys that it fetched in the last scenario are gone, and it asks twice a second at most.
      await expect.poll(open, { timeout: 5000 }).toBe(200);
    }
  });
  for (const scenario of mine.filter(({ cold }) => !cold)) pass(scenario);

  function pass(scenario: Scenario): void {
    test(`${scenario.id}: ${scenario.title}`, async () => {
      const { app, core } = running();
      const { problems } = await run(scenario, app.url, core, language);
      expect(problems, app.output.slice(-5).join("\n")).toEqual([]);
    });
  }
}
