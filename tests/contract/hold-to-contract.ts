import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { coreHangs, publicOrigin, type Scenario } from "../../contract/scenario.ts";
import { type RunningMockCore, startMockCore } from "../../mock-core/src/index.ts";
import type { Verification } from "../../results/verification.ts";
import { buildSandbox } from "../../sandboxes/build.ts";
import { canRun } from "../../sandboxes/runtimes.ts";
import { type Framework, findFramework, frameworks } from "../../snippets/frameworks.ts";
import { launchOffline } from "../support/chromium.ts";
import { run } from "../support/command.ts";
import { freePort } from "../support/free-port.ts";
import { inOrder } from "../support/in-order.ts";
import { node, webContainerEnv } from "../support/node-22.ts";
import { Recordings } from "../support/recordings.ts";
import { type StartedApp, startApp } from "../support/start-app.ts";
import { expectVerified } from "../support/verification.ts";
import { warmUp } from "../support/warm-up.ts";
import { holdShortForm } from "./hold-short-form.ts";
import { signInWithEach, submitSome } from "./redirect-back-form.ts";
import { runScenario } from "./run-scenario.ts";
import { scenarios } from "./scenarios/index.ts";

const apiKey = "contract-api-key-of-24-characters";

/** In addition to the time to start: a first run fetches and builds the packages of other languages, in ms. */
const preparation = 5 * 60_000;

/** A sandbox that runs, and the core behind it. */
interface Server {
  app: StartedApp;
  core: RunningMockCore;
}

/** Holds a framework's sandbox to the whole contract, and its recordings to what the run shows. Throws for an unknown id. */
export async function holdToContract(id: string): Promise<void> {
  const framework = findFramework(id);
  if (!framework) throw new Error(`snippets/frameworks.ts has no ${id}`);
  const runs = await canRun(framework.runtime, `the contract of ${framework.label}`);
  describe.runIf(runs)(framework.label, () => scenariosAgainst(framework));
}

function scenariosAgainst(framework: Framework): void {
  const mine = scenariosOf(framework);
  const cold = mine.filter((scenario) => scenario.cold);
  const hanging = mine.filter((scenario) => !scenario.cold && coreHangs(scenario));
  const behindProxy = mine.filter((scenario) => scenario.behindProxy);
  const apart = [...cold, ...hanging, ...behindProxy];
  const others = mine.filter((scenario) => !apart.includes(scenario));
  const verified: Verification["scenarios"] = {};
  const recordings = new Recordings(framework.id);
  let dir: string;
  let known: Server;

  beforeAll(async () => {
    dir = await buildSandbox(framework.id);
    // The first start may build: the second begins when that is done.
    known = await start();
  }, preparation);

  // Two servers with a core each, at once: the second mostly waits for a core that hangs.
  describe.concurrent("on a web server that knows the core", () => {
    beforeAll(() => warmUp(known.app.url, known.core), preparation);
    afterAll(() => stop(known));

    for (const scenario of others) testOf(scenario, () => known);

    if (framework.capabilities["redirect-back"]) {
      const options = { ...inOrder, timeout: 120_000 };
      test(
        "in a real browser, no redirectBack leads from the login page to another site",
        options,
        async () => {
          const { url } = known.app;
          const { refusesMalformedUrls } = framework.mayDiffer ?? {};
          const browser = await launchOffline();
          try {
            expect(await signInWithEach(browser, url, refusesMalformedUrls)).toEqual([]);
            // The login page is the same in every sandbox: the first of the registry is enough.
            if (framework === frameworks[0]) expect(await submitSome(browser, url)).toEqual([]);
          } finally {
            await browser.close();
          }
        },
      );
    }

    // A slow build is driven as the sandbox of its own, which is built by the Node of StackBlitz.
    if (!framework.sandbox?.slowBuild) {
      const options = { ...inOrder, timeout: preparation };
      test(
        "npm run flow starts the sandbox on its own, and walks through everything",
        options,
        async () => {
          // Not with --run: in a folder of the repository it would find the repository's own Node first.
          const { code, out, err } = await run(node, ["lab/flow.ts"], {
            cwd: dir,
            env: webContainerEnv({ PORT: String(await freePort()) }),
          });
          expect(code, out + err).toBe(0);
        },
      );
    }

    describe("behind a proxy that ends TLS", () => {
      beforeAll(async () => {
        await known.app.stop();
        known.app = await startApp(dir, { url: known.core.url, apiKey }, publicOrigin);
        await warmUp(known.app.url, known.core);
      });
      for (const scenario of behindProxy) testOf(scenario, () => known);
    });
  });

  describe.concurrent("on a web server that has never reached the core", () => {
    let unknown: Server;
    beforeAll(async () => {
      unknown = await start();
    }, preparation);
    afterAll(() => stop(unknown));

    for (const scenario of cold) testOf(scenario, () => unknown);

    describe("once it knows the core", () => {
      beforeAll(() => warmUp(unknown.app.url, unknown.core));
      for (const scenario of hanging) testOf(scenario, () => unknown);
    });
  });

  holdShortForm(framework);

  async function start(): Promise<Server> {
    const core = await startMockCore({ port: 0, apiKeys: [apiKey] });
    return { core, app: await startApp(dir, { url: core.url, apiKey }) };
  }

  function testOf(scenario: Scenario, server: () => Server): void {
    test(`${scenario.id}: ${scenario.title}`, inOrder, () => verify(scenario, server()));
  }

  async function verify(scenario: Scenario, { app, core }: Server) {
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
    // In the order of the contract, not of two servers at once.
    const ran = mine.flatMap(({ id }) => (verified[id] ? [[id, verified[id]] as const] : []));
    expectVerified(framework, Object.fromEntries(ran));
  });
}

/** The scenarios of every capability that the framework has. */
function scenariosOf({ capabilities }: Framework): Scenario[] {
  return scenarios.filter(({ capability }) => capability in capabilities);
}

async function stop(server: Server | undefined): Promise<void> {
  await server?.app.stop();
  await server?.core.close();
}
