import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type RunningMockCore, startMockCore } from "../../mock-core/src/index.ts";
import type { Verification } from "../../results/verification.ts";
import { findFramework } from "../../snippets/frameworks.ts";
import { launchOffline } from "../support/chromium.ts";
import { buildShortForm } from "../support/short-form.ts";
import { type StartedApp, startApp } from "../support/start-app.ts";
import { expectShortFormVerified } from "../support/verification.ts";

const apiKey = "contract-api-key-of-24-characters";

/** Makes the tests of the short refresh page. The file is the same for every server: one is enough. */
export function holdShortRefreshPage(): void {
  describe("the short refresh page, in a real browser", shortRefreshPage);
}

function shortRefreshPage(): void {
  const verified: Verification["scenarios"] = {};
  let core: RunningMockCore;
  let app: StartedApp;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    core = await startMockCore({ port: 0, apiKeys: [apiKey] });
    app = await startApp(await buildShortForm("express"), { url: core.url, apiKey });
    browser = await launchOffline();
  });
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

  test("without a session the sign-in page is next, with the return URL", async () => {
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
}
