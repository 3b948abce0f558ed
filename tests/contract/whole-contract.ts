import { expect, test } from "vitest";
import type { Scenario } from "../../contract/scenario.ts";
import type { RunningMockCore } from "../../mock-core/src/index.ts";
import { findFramework } from "../../snippets/frameworks.ts";
import { inOrder } from "../support/in-order.ts";
import type { StartedApp } from "../support/start-app.ts";
import { warmUp } from "../support/warm-up.ts";
import { runScenario } from "./run-scenario.ts";
import { scenarios } from "./scenarios/index.ts";

/** Makes a test of each scenario of a framework, for another form of its sandbox than the one that the contract records. */
export function passesContract(
  id: string,
  running: () => { app: StartedApp; core: RunningMockCore },
): void {
  const { mine, pass } = contractOf(id, running);
  // The server that has just started first, as the core is unknown to it.
  for (const scenario of mine.filter(({ cold, behindProxy }) => cold && !behindProxy)) {
    pass(scenario);
  }
  test("the server gets to know the core", inOrder, async () => {
    const { app, core } = running();
    await warmUp(app.url, core);
  });
  for (const scenario of mine.filter(({ cold, behindProxy }) => !cold && !behindProxy)) {
    pass(scenario);
  }
}

/** The same for the scenarios behind a proxy that ends TLS: the app has to be started with `publicOrigin`. */
export function passesBehindProxy(
  id: string,
  running: () => { app: StartedApp; core: RunningMockCore },
): void {
  const { mine, pass } = contractOf(id, running);
  for (const scenario of mine.filter(({ behindProxy }) => behindProxy)) pass(scenario);
}

function contractOf(id: string, running: () => { app: StartedApp; core: RunningMockCore }) {
  const found = findFramework(id);
  if (!found) throw new Error(`snippets/frameworks.ts has no ${id}`);
  const framework = found;
  const mine = scenarios.filter(({ capability }) => capability in framework.capabilities);
  return { mine, pass };

  function pass(scenario: Scenario): void {
    test(`${scenario.id}: ${scenario.title}`, inOrder, async () => {
      const { app, core } = running();
      const { problems } = await runScenario(scenario, app.url, core, framework);
      expect(problems, app.output.slice(-5).join("\n")).toEqual([]);
    });
  }
}
