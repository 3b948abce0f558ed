import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningMockCore, startMockCore } from "../../mock-core/src/index.ts";
import { compose } from "../../sandboxes/compose.ts";
import { launchOffline } from "../support/chromium.ts";
import { buildTime } from "../support/nextjs-build.ts";
import { loadPage, send } from "../support/page-load.ts";
import { dataOf, startVariant } from "./nextjs-pages-app.ts";

/** What an app with `basePath` and `i18n` changes in the snippets. */
const changes: [file: string, before: string, after: string][] = [
  [
    "next.config.ts",
    "poweredByHeader",
    'basePath: "/app",\n  i18n: { locales: ["en", "de"], defaultLocale: "en" },\n  poweredByHeader',
  ],
  [
    "lib/init.ts",
    "websiteDomain: origin,",
    'websiteDomain: origin,\n    apiGatewayPath: "/app",',
  ],
  [
    "lib/front-end.ts",
    'apiBasePath: "/auth",',
    'apiBasePath: "/auth",\n      apiGatewayPath: "/app",',
  ],
  [
    "lib/refresh.ts",
    "redirectBack: shownUrl(context)",
    'redirectBack: "/app" + shownUrl(context)',
  ],
  ["lib/renew-session.ts", "`/login?", "`/app/login?"],
];

let core: RunningMockCore;
let app: Awaited<ReturnType<typeof startVariant>>;

beforeAll(async () => {
  core = await startMockCore();
  const sandbox = await compose("nextjs-pages");
  const files: Record<string, string> = {};
  for (const [file, before, after] of changes) {
    const text = sandbox.files[file] ?? "";
    if (text.split(before).length !== 2)
      throw new Error(`${file} does not hold ${before} once`);
    files[file] = text.replace(before, after);
  }
  app = await startVariant({ name: "prefix", files }, core);
}, buildTime);
afterAll(async () => {
  await app?.stop();
  await core?.close();
});

async function newSession() {
  const payload = { roles: { v: [], t: Date.now() } };
  const session = await core.control.createSession({ userId: "alice", payload });
  return { ...session, expired: await core.control.expire(session.accessToken) };
}

test.each([
  ["/app/dashboard?tab=1", "%2Fapp%2Fdashboard%3Ftab%3D1"],
  ["/app/de/dashboard?tab=1", "%2Fapp%2Fde%2Fdashboard%3Ftab%3D1"],
])(
  "%s without a session: the return URL has the base path and the locale",
  async (path, back) => {
    const response = await loadPage(app.url + path);
    expect([response.status, response.headers.get("location")]).toEqual([
      302,
      `/app/refresh-session?redirectBack=${back}`,
    ]);
  },
);

test("a click on a link fetches the props, and gets the redirect in them", async () => {
  const url = `${app.url}/app${dataOf(app.folder, "/de/dashboard?tab=1")}`;
  const headers = { accept: "*/*", "sec-fetch-mode": "cors", "x-nextjs-data": "1" };
  const response = await send(url, { headers });
  expect(response.status).toBe(200);
  const { pageProps } = (await response.json()) as { pageProps: object };
  expect(pageProps).toMatchObject({
    __N_REDIRECT: "/refresh-session?redirectBack=%2Fapp%2Fde%2Fdashboard%3Ftab%3D1",
  });
});

test("the proxy runs: another site cannot sign a visitor in", async () => {
  const response = await loadPage(`${app.url}/app/login`, {
    method: "POST",
    headers: { "sec-fetch-site": "cross-site" },
    body: new URLSearchParams({ user: "mallory" }),
  });
  expect([response.status, response.headers.getSetCookie()]).toEqual([403, []]);
});

test("signing in sets the refresh token for the path of the refresh API", async () => {
  const response = await loadPage(`${app.url}/app/login?redirectBack=%2Fapp%2Fdashboard`, {
    method: "POST",
    headers: { accept: "application/json" },
    body: new URLSearchParams({ user: "alice" }),
  });
  expect(response.status).toBe(200);
  const cookies = response.headers.getSetCookie();
  expect(cookies.find((cookie) => cookie.startsWith("sRefreshToken="))).toContain(
    "Path=/app/auth/session/refresh",
  );
});

test("an expired token is renewed, and the page is there in its language", async () => {
  const { expired, refreshToken } = await newSession();
  const browser = await launchOffline();
  try {
    const context = await browser.newContext({ baseURL: app.url });
    const common = { domain: "localhost", httpOnly: true };
    await context.addCookies([
      { ...common, name: "sAccessToken", value: expired, path: "/" },
      {
        ...common,
        name: "sRefreshToken",
        value: encodeURIComponent(refreshToken),
        path: "/app/auth/session/refresh",
      },
    ]);
    const page = await context.newPage();
    await page.goto("/app/de/dashboard?tab=1", { waitUntil: "commit" });
    await page.getByText("Signed in as alice").waitFor();
    expect(page.url()).toBe(`${app.url}/app/de/dashboard?tab=1`);
    const data = await page.locator("#__NEXT_DATA__").textContent();
    expect(JSON.parse(data ?? "").locale).toBe("de");
  } finally {
    await browser.close();
  }
});
