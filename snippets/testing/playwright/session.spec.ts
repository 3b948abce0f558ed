import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";
import { type BrowserContext, expect, test } from "@playwright/test";
import { type RunningMockCore, startMockCore } from "supertokens-mock-core";

const port = process.env.PORT ?? "3000";
const origin = `http://localhost:${port}`;
let core: RunningMockCore;
let app: ChildProcessByStdio<null, Readable, null>;

test.beforeAll(async () => {
  core = await startMockCore();
  app = spawn("node", ["server.ts"], {
    env: { ...process.env, PORT: port, SUPERTOKENS_CORE_URI: core.url },
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(app.stdout, "data"); // "Listening on …"
});

test.afterAll(async () => {
  app.kill();
  await once(app, "exit");
  await core.close();
});

// Signs in as a user does, so that the front end knows of the session too.
test.beforeEach(async ({ page }) => {
  await core.control.recover();
  await page.goto(`${origin}/login?redirectBack=/dashboard`);
  await page.getByLabel("User").fill("ada");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("Signed in as ada")).toBeVisible();
  core.control.clearRequests();
});

/** Has the effect of an hour passing: the access token in the browser has expired. */
async function expireAccessToken(context: BrowserContext): Promise<void> {
  const cookies = await context.cookies(origin);
  const cookie = cookies.find(({ name }) => name === "sAccessToken");
  if (!cookie) throw new Error("nobody is signed in");
  await context.addCookies([{ ...cookie, value: await core.control.expire(cookie.value) }]);
}

test("a user whose access token has expired stays on the page", async ({ page, context }) => {
  await expireAccessToken(context);

  await page.goto(`${origin}/dashboard?tab=2`);

  await expect(page.getByText("Signed in as ada")).toBeVisible();
  await expect(page).toHaveURL(`${origin}/dashboard?tab=2`);
  const refresh = await core.control.takeRequest({ match: "POST /recipe/session/refresh" });
  expect(refresh.responseBody).toMatchObject({ status: "OK" });
});

test("a user whose session was revoked ends on the login page", async ({ page, context }) => {
  core.control.revokeUser("ada");
  await expireAccessToken(context);

  await page.goto(`${origin}/dashboard`);

  await expect(page).toHaveURL(`${origin}/login?redirectBack=%2Fdashboard`);
});

test("a refresh while the core is down signs nobody out", async ({ page, context }) => {
  await expireAccessToken(context);
  await core.control.outage({ mode: "refuse" });
  await page.goto(`${origin}/dashboard`);
  await expect(page.getByText("The server cannot be reached")).toBeVisible();

  await core.control.recover();
  await page.getByRole("button", { name: "Try again" }).click();

  await expect(page.getByText("Signed in as ada")).toBeVisible();
});
