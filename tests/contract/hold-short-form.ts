import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { jwksCooldown } from "../../contract/jwks-cooldown.ts";
import { type RunningMockCore, startMockCore } from "../../mock-core/src/index.ts";
import type { Verification } from "../../results/verification.ts";
import type { Framework, Language } from "../../snippets/frameworks.ts";
import { inOrder } from "../support/in-order.ts";
import { buildShortForm, shortForms } from "../support/short-form.ts";
import { type StartedApp, startApp } from "../support/start-app.ts";
import { expectShortFormVerified } from "../support/verification.ts";
import { runScenario } from "./run-scenario.ts";
import { scenarios } from "./scenarios/index.ts";

const apiKey = "contract-api-key-of-24-characters";

/** In addition to the time to start: a first run fetches and builds the packages of other languages, in ms. */
const preparation = 5 * 60_000;

/** What the contract asks of a page that verifies with the SDK. */
const promises = scenarios.filter(
  ({ id, capability, cold }) =>
    // The short form shows plain text, where HTML is text anyway.
    capability === "verify-session" && !cold && id !== "session-html",
);

/** The promises that need a later step of the guide: the short form does not keep them, and the guide says so. */
const leftOut = [
  "session-global-claim",
  "session-older-than-claim",
  "session-after-refresh-core-down",
  "session-bearer",
  "session-not-a-page-load",
  "session-old-browser",
];

/** The same, for the SDK of one language. */
const leftOutIn: Partial<Record<Language, string[]>> = {
  // It fetches the keys for each unknown key id: the step that limits the calls to the core bounds that too.
  go: ["session-flood"],
};

/**
 * Makes the tests of the app of a reader who has followed the first section of a guide; nothing if the framework has no
 * `short/`. They run next to those around them, but for a build that would take the time that these measure.
 */
export function holdShortForm(framework: Framework): void {
  if (!shortForms.some(({ id }) => id === framework.id)) return;
  const group = framework.sandbox?.slowBuild ? describe : describe.concurrent;
  group("the short form", () => shortFormOf(framework));
}

function shortFormOf(framework: Framework): void {
  const verified: Verification["scenarios"] = {};
  const expected = {
    ...framework,
    mayDiffer: { ...framework.mayDiffer, ...framework.shortForm },
  };
  let core: RunningMockCore;
  let app: StartedApp;
  const exceptions = [...leftOut, ...(leftOutIn[framework.language] ?? [])];

  beforeAll(async () => {
    core = await startMockCore({ port: 0, apiKeys: [apiKey] });
    app = await startApp(await buildShortForm(framework.id), { url: core.url, apiKey });
    await responds();
    // The SDK for Python counts from the end of its fetch, and loads its cryptography within the first one.
    await sleep(jwksCooldown);
  }, preparation);
  afterAll(async () => {
    await app?.stop();
    await core?.close();
  });

  /** Waits until a session gets its page. */
  async function responds() {
    const { accessToken } = await core.control.createSession({ userId: "warm-up" });
    const open = async () => {
      const headers = { cookie: `sAccessToken=${accessToken}` };
      const { status } = await fetch(`${app.url}/dashboard`, { headers, redirect: "manual" });
      if (status !== 200) throw new Error(`/dashboard responded ${status}`);
    };
    await vi.waitFor(open, { timeout: 30_000 });
  }

  for (const scenario of promises) {
    const { id, title, capability } = scenario;
    test(`${id}: ${title}`, inOrder, async () => {
      const { problems } = await runScenario(scenario, app.url, core, expected);
      // After an unhandled error Uvicorn closes the connection, which fetch might use once more.
      await responds();
      if (exceptions.includes(id)) return expect(problems).not.toEqual([]);
      expect(problems, app.output.slice(-5).join("\n")).toEqual([]);
      verified[id] = { title, capability, outcome: "passed" };
    });
  }

  test(
    "an error that is not about the session reaches the framework's own error handler",
    inOrder,
    async () => {
      const coreDown = promises.find(({ id }) => id === "session-after-refresh-core-down");
      if (!coreDown) throw new Error("There is no such scenario");
      const { exchanges } = await runScenario(coreDown, app.url, core, expected);
      expect(exchanges.map(({ response }) => response.status)).toEqual([500]);
    },
  );

  test("results/short-forms.json says what this run found", inOrder, () => {
    expectShortFormVerified(framework, verified);
  });
}
