import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningMockCore, startMockCore } from "../../mock-core/src/index.ts";
import type { Verification } from "../../results/verification.ts";
import { buildSandbox } from "../../sandboxes/build.ts";
import { canRun } from "../../sandboxes/runtimes.ts";
import { type Framework, findFramework, frameworks } from "../../snippets/frameworks.ts";
import { launchOffline } from "../support/chromium.ts";
import { Recordings } from "../support/recordings.ts";
import { type App, startApp } from "../support/start-app.ts";
import { expectVerified } from "../support/verification.ts";
import { warmUp } from "../support/warm-up.ts";
import { signInWithEach, submitSome } from "./redirect-back-form.ts";
import { runScenario } from "./run-scenario.ts";
import { publicOrigin, type Scenario } from "./scenario.ts";
import { scenarios } from "./scenarios/index.ts";

const apiKey = "contract-api-key-of-24-characters";

/** Beside what starting takes: a first run fetches and builds what other languages need, in ms. */
const preparation = 5 * 60_000;

/** Holds a framework's sandbox to the whole contract, and its recordings to what the run shows. Throws for an unknown id. */
export async function holdToContract(id: string): Promise<void> {
  const framework = findFramework(id);
  if (!framework) throw new Error(`snippets/frameworks.ts has no ${id}`);
  const runs = await canRun(framework.runtime, `the contract of ${framework.label}`);
  describe.runIf(runs)(framework.label, () => scenariosAgainst(framework));
}

function scenariosAgainst(framework: Framework): void {
  const mine = scenariosOf(framework);
  const verified: Verification["scenarios"] = {};
  const recordings = new Recordings(framework.id);
  let dir: string;
  let core: RunningMockCore;
  let app: App;

  beforeAll(async () => {
    dir = await buildSandbox(framework.id);
    core = await startMockCore({ port: 0, apiKeys: [apiKey] });
    app = await startApp(dir, { url: core.url, apiKey });
    await warmUp(app.url, core);
  }, preparation);

  afterAll(async () => {
    await app?.stop();
    await core?.close();
  });

  for (const scenario of mine.filter(({ cold, behindProxy }) => !cold && !behindProxy)) {
    test(`${scenario.id}: ${scenario.title}`, () => verify(scenario));
  }

  if (framework.capabilities["redirect-back"]) {
    test("in a real browser, no redirectBack leads from the login page to another site", async () => {
      const browser = await launchOffline();
      try {
        const { refusesMalformedUrls } = framework.mayDiffer ?? {};
        expect(await signInWithEach(browser, app.url, refusesMalformedUrls)).toEqual([]);
        // The login page is the same in every sandbox: the first of the registry is enough.
        if (framework === frameworks[0]) expect(await submitSome(browser, app.url)).toEqual([]);
      } finally {
        await browser.close();
      }
    }, 120_000);
  }

  describe("on a web server that has never reached the core", () => {
    beforeAll(async () => {
      await app.stop();
      app = await startApp(dir, { url: core.url, apiKey });
    });
    for (const scenario of mine.filter(({ cold }) => cold)) {
      test(`${scenario.id}: ${scenario.title}`, () => verify(scenario));
    }
  });

  describe("behind a proxy that ends TLS", () => {
    beforeAll(async () => {
      await app.stop();
      app = await startApp(dir, { url: core.url, apiKey }, publicOrigin);
      await warmUp(app.url, core);
    });
    for (const scenario of mine.filter(({ behindProxy }) => behindProxy)) {
      test(`${scenario.id}: ${scenario.title}`, () => verify(scenario));
    }
  });

  async function verify(scenario: Scenario) {
    const { id, title, capability } = scenario;
    verified[id] = { title, capability, outcome: "failed" };
    const { exchanges, problems } = await runScenario(scenario, app.url, core, framework);
    expect(problems, app.output.slice(-5).join("\n")).toEqual([]);
    recordings.expectSame(id, exchanges);
    verified[id] = { title, capability, outcome: "passed" };
  }

  test("no recorded run is left of a scenario that is gone", () => {
    recordings.expectNoneBut(new Set(mine.map(({ id }) => id)));
  });

  test("results/verification.json says what this run found", () => {
    expectVerified(framework, verified);
  });
}

/** The scenarios of every capability that the framework has. */
function scenariosOf({ capabilities }: Framework): Scenario[] {
  return scenarios.filter(({ capability }) => capability in capabilities);
}
