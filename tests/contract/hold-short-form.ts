import { setTimeout as sleep } from "node:timers/promises";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { type RunningMockCore, startMockCore } from "../../mock-core/src/index.ts";
import type { Verification } from "../../results/verification.ts";
import { runnable } from "../../sandboxes/runtimes.ts";
import { findFramework, type Language } from "../../snippets/frameworks.ts";
import { launchOffline } from "../support/chromium.ts";
import { jwksCooldown } from "../support/jwks-cooldown.ts";
import { type App, startApp } from "../support/start-app.ts";
import { expectShortFormVerified } from "../support/verification.ts";
import { runScenario } from "./run-scenario.ts";
import { scenarios } from "./scenarios/index.ts";
import { buildShortForm, shortForms } from "./short-form.ts";

const apiKey = "contract-api-key-of-24-characters";

/** Beside what starting takes: a first run fetches and builds what other languages need, in ms. */
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

describe.each(await runnable(shortForms, "the short form"))("$label", (framework) => {
  const verified: Verification["scenarios"] = {};
  const expected = {
    ...framework,
    mayDiffer: { ...framework.mayDiffer, ...framework.shortForm },
  };
  let core: RunningMockCore;
  let app: App;
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
    test(`${id}: ${title}`, async () => {
      const { problems } = await runScenario(scenario, app.url, core, expected);
      // After an unhandled error Uvicorn closes the connection, which fetch might use once more.
      await responds();
      if (exceptions.includes(id)) return expect(problems).not.toEqual([]);
      expect(problems, app.output.slice(-5).join("\n")).toEqual([]);
      verified[id] = { title, capability, outcome: "passed" };
    });
  }

  test("an error that is not about the session reaches the framework's own error handler", async () => {
    const coreDown = promises.find(({ id }) => id === "session-after-refresh-core-down");
    if (!coreDown) throw new Error("There is no such scenario");
    const { exchanges } = await runScenario(coreDown, app.url, core, expected);
    expect(exchanges.map(({ response }) => response.status)).toEqual([500]);
  });

  test("results/short-forms.json says what this run found", () => {
    expectShortFormVerified(framework, verified);
  });
});

// The same file for every server: one is enough.
describe("the short refresh page, in a real browser", () => {
  const verified: Verification["scenarios"] = {};
  let core: RunningMockCore;
  let app: App;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    core = await startMockCore({ port: 0, apiKeys: [apiKey] });
    app = await startApp(await buildShortForm("express"), { url: core.url, apiKey });
    browser = await launchOffline();
  }, preparation);
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
    await core?.close();
  });
  beforeEach(async () => {
    context = await browser.newContext();
    page = await context.newPage();
  });
  afterEach(async ({ task }) => {
    await context.close();
    if (task.result?.state !== "fail")
      verified[task.name] = { title: task.name, capability: "refresh-page", outcome: "passed" };
  });

  /** Gives the browser a session whose access token has expired. */
  async function signedIn(): Promise<string> {
    const session = await core.control.createSession({ userId: "alice" });
    const cookie = { domain: "localhost", httpOnly: true, sameSite: "Lax" } as const;
    await context.addCookies([
      {
        ...cookie,
        name: "sAccessToken",
        value: await core.control.expire(session.accessToken),
        path: "/",
      },
      {
        ...cookie,
        name: "sRefreshToken",
        value: session.refreshToken,
        path: "/auth/session/refresh",
      },
    ]);
    return session.handle;
  }

  test("an expired access token is renewed, and the page asked for is shown, fragment included", async () => {
    await signedIn();
    await page.goto(`${app.url}/dashboard?tab=1#end`);
    await page.waitForURL(`${app.url}/dashboard?tab=1#end`);
    expect(await page.textContent("body")).toContain("Signed in as alice");
  });

  test("without a session the sign-in page is next, and it knows the way back", async () => {
    await page.goto(`${app.url}/dashboard?tab=1`);
    await page.waitForURL(`${app.url}/login?redirectBack=%2Fdashboard%3Ftab%3D1`);
  });

  test("a revoked session ends on the sign-in page", async () => {
    await core.control.revoke(await signedIn());
    await page.goto(`${app.url}/dashboard`);
    await page.waitForURL(`${app.url}/login?**`);
  });

  test.each([
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
    "http://[",
  ])("redirectBack=%s leads to the site's own first page", async (redirectBack) => {
    await signedIn();
    await page.goto(`${app.url}/refresh-session?${new URLSearchParams({ redirectBack })}`);
    await page.waitForURL(`${app.url}/`);
  });

  test("a browser that does not keep the renewed session ends on a message", async () => {
    await signedIn();
    // Blocked cookies, as far as the page can see: the refresh succeeds and leaves nothing.
    await page.route("**/auth/session/refresh", async (route) => {
      const response = await route.fetch();
      await context.clearCookies({ name: "sAccessToken" });
      await route.fulfill({
        status: 200,
        headers: { "front-token": response.headers()["front-token"] ?? "" },
      });
    });
    await page.goto(`${app.url}/dashboard`);
    await expect
      .poll(() => page.textContent("body").catch(() => ""), { timeout: 10_000 })
      .toContain("did not keep");
  });

  test("a core that is down ends on a message, and nobody is signed out", async () => {
    await signedIn();
    await core.control.outage({ mode: "refuse" });
    await page.goto(`${app.url}/dashboard`);
    await expect
      .poll(() => page.textContent("body").catch(() => ""), { timeout: 15_000 })
      .toContain("cannot be reached");
    await core.control.recover();
    await page.reload();
    await page.waitForURL(`${app.url}/dashboard`);
  });

  test("results/short-forms.json says what this run found", () => {
    const webJs = findFramework("web-js");
    if (!webJs) throw new Error("snippets/frameworks.ts has no web-js");
    expectShortFormVerified(webJs, verified);
  });
});
