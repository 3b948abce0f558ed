import type { Browser, BrowserContext } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningMockCore, startMockCore } from "../../mock-core/src/index.ts";
import { buildSandbox } from "../../sandboxes/build.ts";
import { launchOffline } from "../support/chromium.ts";
import { type StartedApp, startApp } from "../support/start-app.ts";

let core: RunningMockCore;
let app: StartedApp;
let browser: Browser;

beforeAll(async () => {
  core = await startMockCore({ port: 0 });
  app = await startApp(await buildSandbox("express"), { url: core.url, apiKey: "" });
  browser = await launchOffline();
});
afterAll(async () => {
  await browser?.close();
  await app?.stop();
  await core?.close();
});

async function expire(context: BrowserContext): Promise<void> {
  const [cookie] = (await context.cookies()).filter(({ name }) => name === "sAccessToken");
  if (!cookie) throw new Error("There is no access token");
  await context.addCookies([{ ...cookie, value: await core.control.expire(cookie.value) }]);
}

test("in Chromium only page loads and frames are sent to the refresh page", async () => {
  const context = await browser.newContext({ baseURL: app.url });
  const page = await context.newPage();
  const statuses: Record<string, number> = {};
  page.on("response", (response) => {
    const by = new URL(response.url()).searchParams.get("by");
    if (by) statuses[by] = response.status();
  });
  // A page without the front-end SDK.
  await page.route("**/plain", (route) =>
    route.fulfill({
      contentType: "text/html",
      body: `<!doctype html>
<img src="/dashboard?by=image">
<iframe src="/dashboard?by=frame"></iframe>
<link rel="prefetch" href="/dashboard?by=prefetch">
<a href="/dashboard?by=link">link</a>
<a href="/dashboard?by=download" download="report.txt">download</a>`,
    }),
  );
  await page.goto("/plain");
  await page.evaluate(() => fetch("/dashboard?by=fetch").catch(() => undefined));
  const download = page.waitForEvent("download");
  await page.getByText("download").click();
  expect(await (await download).failure()).not.toBe(null);
  await page.getByRole("link", { name: "link" }).click();
  await page.waitForURL(/\/login/);
  expect(statuses).toEqual({
    image: 401,
    frame: 302,
    prefetch: 401,
    fetch: 401,
    link: 302,
  });
  await context.close();
});

test("with the front-end SDK on the page, a fetch of a page refreshes first, and gets the page", async () => {
  const context = await browser.newContext({ baseURL: app.url });
  const page = await context.newPage();
  await page.goto("/login?redirectBack=%2F");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(`${app.url}/`);
  await expire(context);
  core.control.clearRequests();
  const fetched = await page.evaluate(async () => {
    const response = await fetch("/dashboard");
    return { status: response.status, text: await response.text() };
  });
  expect(fetched).toEqual({ status: 200, text: expect.stringContaining("Signed in as alice") });
  const refreshes = core.control.requests.filter(
    ({ path }) => path === "/recipe/session/refresh",
  );
  expect(refreshes).toHaveLength(1);
  await context.close();
});
