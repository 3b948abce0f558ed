import { get } from "node:https";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningMockCore, startMockCore } from "../../mock-core/src/index.ts";
import { type Change, changedSandbox } from "../support/changed-sandbox.ts";
import { launchOffline } from "../support/chromium.ts";
import { type StartedApp, startApp } from "../support/start-app.ts";
import { startTlsProxy, type TlsProxy } from "../support/tls-proxy.ts";
import { refreshCookies } from "./app.ts";

/** Hono's own check in the place of the guide's. */
const csrf = (options: string): Change[] => [
  [
    "app.ts",
    'import { Hono } from "hono";',
    'import { Hono } from "hono";\nimport { csrf } from "hono/csrf";',
  ],
  [
    "app.ts",
    'import { sameOrigin } from "./same-origin.ts";',
    'import { origin } from "./config.ts";',
  ],
  ["app.ts", "app.use(sameOrigin);", `app.use(csrf(${options}));`],
];

describe.each<[string, Change[], oldBrowser: number]>([
  ["the guide's sameOrigin", [], 200],
  ["csrf()", csrf(""), 403],
  ["csrf({ origin })", csrf("{ origin }"), 200],
])("behind a proxy that ends TLS, with %s", (_, changes, oldBrowser) => {
  let core: RunningMockCore;
  let app: StartedApp;
  let proxy: TlsProxy;

  beforeAll(async () => {
    core = await startMockCore({ port: 0 });
    proxy = await startTlsProxy(() => app.url, "kept");
    const dir = await changedSandbox(
      "hono",
      `proxy-${changes.at(-1)?.[2].length ?? 0}`,
      changes,
    );
    app = await startApp(dir, { url: core.url, apiKey: "" }, proxy.url);
  });
  afterAll(async () => {
    await proxy?.stop();
    await app?.stop();
    await core?.close();
  });

  test("the round trip in Chromium: signed in, expired, refreshed and back", async () => {
    const browser: Browser = await launchOffline();
    try {
      const context = await browser.newContext({ ignoreHTTPSErrors: true });
      const page = await context.newPage();
      await page.goto(`${proxy.url}/login?redirectBack=%2Fdashboard`);
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.waitForURL(`${proxy.url}/dashboard`);
      const cookies = await context.cookies(`${proxy.url}/auth/session/refresh`);
      expect(
        cookies
          .filter(({ secure }) => secure)
          .map(({ name }) => name)
          .sort(),
      ).toEqual(["sAccessToken", "sRefreshToken"]);
      const token = cookies.find(({ name }) => name === "sAccessToken");
      if (!token) throw new Error("There is no access token");
      const value = await core.control.expire(token.value);
      await context.addCookies([{ ...token, value }]);
      core.control.clearRequests();
      await page.goto(`${proxy.url}/dashboard?tab=1`, { waitUntil: "commit" });
      await page.waitForURL(`${proxy.url}/dashboard?tab=1`);
      await page.getByText("Signed in as").waitFor();
      const refreshes = core.control.requests.filter(
        ({ path }) => path === "/recipe/session/refresh",
      );
      expect(refreshes).toHaveLength(1);
    } finally {
      await browser.close();
    }
  });

  test(`the refresh of a browser without Fetch Metadata: ${oldBrowser}`, async () => {
    const headers = {
      origin: proxy.url,
      rid: "session",
      cookie: await refreshCookies(core),
    };
    expect(await post(`${proxy.url}/auth/session/refresh`, headers)).toBe(oldBrowser);
  });
});

/** The status of a POST without a body, as the SDK sends the refresh. */
function post(url: string, headers: Record<string, string>): Promise<number | undefined> {
  const options = { method: "POST", headers, rejectUnauthorized: false };
  return new Promise((resolve, reject) => {
    get(url, options, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).once("error", reject);
  });
}
