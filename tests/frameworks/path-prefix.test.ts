import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { CookieJar } from "tough-cookie";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningMockCore, startMockCore } from "../../mock-core/src/index.ts";
import { compose } from "../../sandboxes/compose.ts";
import { type Change, changedSandbox } from "../support/changed-sandbox.ts";
import { launchOffline } from "../support/chromium.ts";
import { loadPage, type PageLoad } from "../support/page-load.ts";
import { type StartedApp, startApp } from "../support/start-app.ts";

/** What docs/troubleshooting/path-prefix.mdx says to change. */
const changes: Change[] = [
  ["config.ts", "export const origin", 'export const prefix = "/app";\n\nexport const origin'],
  [
    "init.ts",
    "    websiteDomain: origin,",
    "    websiteDomain: origin,\n    apiGatewayPath: prefix,",
  ],
  ["init.ts", "{ coreUri, origin }", "{ coreUri, origin, prefix }"],
  ["refresh.ts", 'from "express";', 'from "express";\nimport { prefix } from "./config.ts";'],
  ["refresh.ts", "redirectBack: req.originalUrl", "redirectBack: prefix + req.originalUrl"],
  ["refresh.ts", "`/refresh-session", "`/app/refresh-session"],
];

/** The browser's files with the prefix in every URL of the app: what a bundler's base path does. */
async function prefixedPublicFiles(): Promise<Record<string, string>> {
  const { files } = await compose("express");
  const prefixed = Object.entries(files)
    .filter(([path]) => path.startsWith("public/"))
    .map(([path, text]): [string, string] => [
      path,
      text
        .replace(/(href|src)="\//g, '$1="/app/')
        .replace("`/login?", "`/app/login?")
        .replace(
          'apiBasePath: "/auth",',
          'apiBasePath: "/auth",\n      apiGatewayPath: "/app",',
        ),
    ]);
  return Object.fromEntries(prefixed);
}

describe.each([
  ["without apiGatewayPath", [] as Change[]],
  ["with apiGatewayPath and the prefix in refresh.ts", changes],
])("Express behind a proxy that strips /app, %s", (title, applied) => {
  let core: RunningMockCore;
  let app: StartedApp;
  let proxy: Server;
  let origin: string;

  beforeAll(async () => {
    core = await startMockCore({ port: 0 });
    const name = applied.length ? "prefix" : "no-prefix";
    const files = applied.length ? await prefixedPublicFiles() : {};
    const dir = await changedSandbox("express", name, applied, files);
    proxy = createServer((incoming, outgoing) => {
      const path = incoming.url?.startsWith("/app/") ? incoming.url.slice("/app".length) : "";
      if (!path) return void outgoing.writeHead(404).end();
      const options = { method: incoming.method, headers: incoming.headers };
      incoming.pipe(
        request(app.url + path, options, (response) => {
          outgoing.writeHead(response.statusCode ?? 502, response.headers);
          response.pipe(outgoing);
        }),
      );
    });
    await new Promise<void>((resolve) => proxy.listen(0, "localhost", resolve));
    origin = `http://localhost:${(proxy.address() as AddressInfo).port}`;
    app = await startApp(dir, { url: core.url, apiKey: "" }, origin);
  });

  afterAll(async () => {
    proxy.close();
    await app?.stop();
    await core?.close();
  });

  /** A browser as far as cookies go, which has signed in. */
  async function visitor() {
    const jar = new CookieJar();
    const send = async (path: string, init: PageLoad = {}) => {
      const url = origin + path;
      const cookie = await jar.getCookieString(url);
      const response = await loadPage(url, { ...init, headers: { cookie, ...init.headers } });
      for (const each of response.headers.getSetCookie()) await jar.setCookie(each, url);
      return response;
    };
    const body = new URLSearchParams({ user: "alice" });
    const signedIn = await send("/app/login?redirectBack=%2Fapp%2Fdashboard", {
      method: "POST",
      body,
    });
    expect(signedIn.status).toBe(303);
    return { jar, send };
  }

  test("the redirect and the refresh", async () => {
    const { jar, send } = await visitor();
    expect((await send("/app/dashboard?tab=1")).status).toBe(200);
    const cookies = await jar.serialize();
    const paths = Object.fromEntries(cookies.cookies.map(({ key, path }) => [key, path]));
    const refreshed = await send("/app/auth/session/refresh", {
      method: "POST",
      headers: { rid: "anti-csrf" },
    });
    jar.removeAllCookiesSync();
    const guest = await send("/app/dashboard?tab=1");
    const found = {
      refreshCookie: paths.sRefreshToken,
      refresh: refreshed.status,
      location: guest.headers.get("location"),
    };
    expect(found, title).toEqual(
      applied.length
        ? {
            refreshCookie: "/app/auth/session/refresh",
            refresh: 200,
            location: "/app/refresh-session?redirectBack=%2Fapp%2Fdashboard%3Ftab%3D1",
          }
        : {
            refreshCookie: "/auth/session/refresh",
            refresh: 401,
            location: "/refresh-session?redirectBack=%2Fdashboard%3Ftab%3D1",
          },
    );
  });

  if (applied.length === 0) return;

  test("the round trip in Chromium", async () => {
    core.control.clearRequests();
    const browser = await launchOffline();
    try {
      const page = await browser.newPage();
      await page.goto(`${origin}/app/login?redirectBack=%2Fapp%2Fdashboard`);
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.waitForURL(`${origin}/app/dashboard`);
      const cookies = await page.context().cookies(`${origin}/app/dashboard`);
      const token = cookies.find(({ name }) => name === "sAccessToken");
      if (!token) throw new Error("There is no access token");
      const value = await core.control.expire(token.value);
      await page.context().addCookies([{ ...token, value }]);
      await page.goto(`${origin}/app/dashboard?tab=1`, { waitUntil: "commit" });
      await page.waitForURL(`${origin}/app/dashboard?tab=1`);
      await page.getByText("Signed in as alice").waitFor();
      const refreshes = core.control.requests.filter(
        ({ path }) => path === "/recipe/session/refresh",
      );
      expect(refreshes).toHaveLength(1);
    } finally {
      await browser.close();
    }
  });
});
