import { existsSync, readdirSync, rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningMockCore, startMockCore } from "../../mock-core/src/index.ts";
import { buildSandbox } from "../../sandboxes/build.ts";
import { canRun } from "../../sandboxes/languages.ts";
import { type Framework, findFramework } from "../../snippets/frameworks.ts";
import { signInWithEach, submitSome } from "../browser/form.ts";
import { launchOffline } from "../browser/visitor.ts";
import { type App, startApp } from "./app.ts";
import { run } from "./run.ts";
import { publicOrigin, type Scenario } from "./scenario.ts";
import { scenarios } from "./scenarios/index.ts";
import { readVerification, verificationOf, writeVerification } from "./verification.ts";

/** Set by `npm run verify`: record anew. */
const update = process.env.VERIFY === "update";

const apiKey = "contract-api-key-of-24-characters";

/** Beside what starting takes: a first run fetches and builds what other languages need, in ms. */
const preparation = 5 * 60_000;

/** Holds a framework's sandbox to the whole contract, and its recordings to what the run shows. Throws for an unknown id. */
export async function holdToContract(id: string): Promise<void> {
  const framework = findFramework(id);
  if (!framework) throw new Error(`snippets/frameworks.ts has no ${id}`);
  const runs = await canRun(framework.language, `the contract of ${framework.label}`);
  describe.runIf(runs)(framework.label, () => scenariosAgainst(framework));
}

function scenariosAgainst(framework: Framework): void {
  const mine = scenariosOf(framework);
  const outcomes = new Map<Scenario, boolean>();
  const recordings = new URL(`recordings/${framework.id}/`, import.meta.url);
  let dir: string;
  let core: RunningMockCore;
  let app: App;

  beforeAll(async () => {
    dir = await buildSandbox(framework.id);
    core = await startMockCore({ port: 0, apiKeys: [apiKey] });
    app = await startApp(dir, { url: core.url, apiKey });
    await warmUp(app, core);
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
        expect(await signInWithEach(browser, app.url)).toEqual([]);
        // The login page is the same in every sandbox.
        if (framework.id === "express") expect(await submitSome(browser, app.url)).toEqual([]);
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
      await warmUp(app, core);
    });
    for (const scenario of mine.filter(({ behindProxy }) => behindProxy)) {
      test(`${scenario.id}: ${scenario.title}`, () => verify(scenario));
    }
  });

  async function verify(scenario: Scenario) {
    outcomes.set(scenario, false);
    const { recording, problems } = await run(scenario, app.url, core, framework.language);
    expect(problems, app.output.slice(-5).join("\n")).toEqual([]);
    await expect(`${JSON.stringify(recording, null, 2)}\n`).toMatchFileSnapshot(
      new URL(`${scenario.id}.json`, recordings).pathname,
    );
    outcomes.set(scenario, true);
  }

  test("no recording is left of a scenario that is gone", () => {
    const known = new Set(mine.map(({ id }) => `${id}.json`));
    const stale = (existsSync(recordings) ? readdirSync(recordings) : []).filter(
      (name) => !known.has(name),
    );
    if (update) for (const name of stale) rmSync(new URL(name, recordings));
    else expect(stale).toEqual([]);
  });

  test("snippets/verification.json says what this run found", () => {
    const verification = verificationOf(framework, outcomes);
    if (update) writeVerification(framework.id, verification);
    expect(
      readVerification()[framework.id],
      `snippets/verification.json is stale. Run: npm run verify -- ${framework.id}`,
    ).toEqual(verification);
  });
}

/** The scenarios of every capability that the framework has. */
function scenariosOf({ capabilities }: Framework): Scenario[] {
  return scenarios.filter(({ capability }) => capability in capabilities);
}

/** One page of each kind, so that the keys of the core are known and its version is agreed on. */
async function warmUp(app: App, core: RunningMockCore): Promise<void> {
  const { accessToken } = await core.control.createSession({
    userId: "warm-up",
    payload: { roles: { v: [], t: Date.now() } },
  });
  for (const path of ["/dashboard", "/dashboard-jwt", "/dashboard-checked"]) {
    await fetch(app.url + path, {
      headers: { cookie: `sAccessToken=${accessToken}` },
      redirect: "manual",
    });
  }
}
