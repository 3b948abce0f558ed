import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningMockCore, startMockCore } from "../../mock-core/src/index.ts";
import { launchBrowser } from "../support/chromium.ts";
import { buildTime } from "../support/nextjs-build.ts";
import { loadPage } from "../support/page-load.ts";
import type { StartedApp } from "../support/start-app.ts";
import { pageCookies } from "./app.ts";
import { expiredCookies, sandboxWith, startNext } from "./nextjs-app-build.ts";
import { startNextDev } from "./nextjs-dev.ts";

type Files = Record<string, string>;

/** A page with an inline style, and a button that does nothing before React has taken the page over. */
const styled = {
  "app/styled/page.tsx": `
import { connection } from "next/server";
import { Counter } from "./counter";
export default async function Styled() {
  await connection();
  return <main style={{ color: "rgb(1, 2, 3)" }}><Counter /></main>;
}
`,
  "app/styled/counter.tsx": `
"use client";
import { useState } from "react";
export function Counter() {
  const [count, setCount] = useState(0);
  return <button type="button" onClick={() => setCount(count + 1)}>{\`Clicked \${count}\`}</button>;
}
`,
};

/** The app with the refresh page of a variant in place of the one in public/. */
function withRefreshPage(files: Files, variant: string): Files {
  const changed: Files = { ...styled };
  for (const [path, text] of Object.entries(files)) {
    if (path.startsWith(`${variant}/`)) changed[path.slice(variant.length + 1)] = text;
  }
  changed["next.config.ts"] = replaced(files["next.config.ts"], /\|refresh-session/g, "");
  return changed;
}

/** The proxy with the policy, as lib/content-security-policy.ts says. */
function withPolicy(files: Files): Files {
  const proxy = replaced(
    files["proxy.ts"],
    /export async function proxy/,
    'import { withPolicy } from "./lib/content-security-policy";\n\nexport const proxy = withPolicy(verify);\n\nasync function verify',
  );
  return { "proxy.ts": proxy };
}

/** The same files in src/, with "@/" for that folder. */
function inSrc(files: Files): Files {
  const moved = Object.entries(files).map(([path, text]): [string, string] =>
    /^(app|lib)\/|^proxy\.ts$/.test(path) ? [`src/${path}`, text] : [path, text],
  );
  const all = Object.fromEntries(moved);
  all["tsconfig.json"] = replaced(all["tsconfig.json"], /"\.\/\*"/, '"./src/*"');
  return all;
}

function replaced(text: string | undefined, before: RegExp, after: string): string {
  const result = text?.replace(before, after);
  if (!result || result === text) throw new Error(`${before} is not in the file`);
  return result;
}

let core: RunningMockCore;
let browser: Browser;

beforeAll(async () => {
  core = await startMockCore();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await core?.close();
});

/** A tab with the cookies of a Cookie header, and whatever the browser complains about. */
async function tab(app: StartedApp, cookie = "", path = "/") {
  const context = await browser.newContext({ baseURL: app.url });
  for (const pair of cookie.split("; ").filter(Boolean)) {
    const [name = "", ...value] = pair.split("=");
    await context.addCookies([
      { name, value: value.join("="), url: new URL(path, app.url).href },
    ]);
  }
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (message) => {
    const text = message.text();
    if (/content.security.policy|hydrat|mismatch/i.test(text)) problems.push(text);
  });
  return { page, problems };
}

/** Cookies of a session whose access token has expired, and can be renewed. */
async function expiredSession(app: StartedApp, refreshPath = "/auth/session/refresh") {
  const payload = { roles: { v: [], t: Date.now() } };
  const session = await core.control.createSession({ userId: "alice", payload });
  const { page, problems } = await tab(app);
  const common = { domain: "localhost", httpOnly: true };
  await page.context().addCookies([
    {
      ...common,
      name: "sAccessToken",
      value: await core.control.expire(session.accessToken),
      path: "/",
    },
    {
      ...common,
      name: "sRefreshToken",
      value: encodeURIComponent(session.refreshToken),
      path: refreshPath,
    },
  ]);
  return { page, problems };
}

async function hydrates(page: Page): Promise<void> {
  const button = page.getByRole("button", { name: /Clicked/ });
  await button.waitFor();
  // Until React has taken the page over, a click does nothing.
  await expect
    .poll(
      async () => {
        await button.click();
        return button.textContent();
      },
      { timeout: 20_000 },
    )
    .not.toBe("Clicked 0");
}

describe("a project with src/ and the alias @/, the custom UI and the policy", () => {
  let app: StartedApp;

  beforeAll(async () => {
    const source = await sandboxWith("refresh-page");
    const files = { ...source.files, ...withRefreshPage(source.files, "custom-ui") };
    app = await startNext(
      { ...source, files: inSrc({ ...files, ...withPolicy(files) }) },
      core,
    );
  }, buildTime);
  afterAll(() => app?.stop());

  test("an expired token is renewed, and the page is there, query string included", async () => {
    const { page, problems } = await expiredSession(app);
    await page.goto("/dashboard?tab=1", { waitUntil: "commit" });
    await page.getByText("Signed in as alice").waitFor();
    expect(page.url()).toBe(`${app.url}/dashboard?tab=1`);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  test("without a session the login page is next, and knows the return URL", async () => {
    const { page, problems } = await tab(app);
    await page.goto("/dashboard?tab=1", { waitUntil: "commit" });
    await page.waitForURL(`${app.url}/login?redirectBack=%2Fdashboard%3Ftab%3D1`);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  test("a core that is down leaves a message and a button to try again", async () => {
    const { page } = await expiredSession(app);
    await core.control.outage({ mode: "refuse" });
    try {
      await page.goto("/dashboard", { waitUntil: "commit" });
      await page.getByText("The server cannot be reached").waitFor();
    } finally {
      await core.control.recover();
    }
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByText("Signed in as alice").waitFor();
    await page.context().close();
  });

  test("the proxy runs: a revoked session gets no page that checks the database", async () => {
    const { accessToken, handle } = await core.control.createSession({
      userId: "alice",
      payload: { roles: { v: [], t: Date.now() } },
    });
    await core.control.revoke(handle);
    const headers = { cookie: `sAccessToken=${accessToken}` };
    const { status } = await loadPage(`${app.url}/dashboard-checked`, { headers });
    expect(status).toBe(302);
  });

  test("each page has a nonce of its own, and every script has it", async () => {
    const headers = { cookie: await pageCookies(core) };
    const nonces = new Set<string>();
    for (let visit = 0; visit < 2; visit++) {
      const response = await loadPage(`${app.url}/dashboard`, { headers });
      const policy = response.headers.get("content-security-policy") ?? "";
      const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
      const scripts = (await response.text()).match(/<script\b[^>]*>/g) ?? [];
      expect(scripts.length).toBeGreaterThan(3);
      for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`);
      nonces.add(nonce ?? "");
    }
    expect(nonces.size).toBe(2);
  });

  test("inline styles hold and scripts run under the policy, which has a nonce", async () => {
    const { page, problems } = await tab(app, await pageCookies(core));
    const response = await page.goto("/styled");
    const policy = (await response?.headerValue("content-security-policy")) ?? "";
    expect(policy).toMatch(/^default-src 'self'; script-src 'self' 'nonce-[^']+'; style-src/);
    expect(await page.locator("main").evaluate((main) => getComputedStyle(main).color)).toBe(
      "rgb(1, 2, 3)",
    );
    await hydrates(page);
    expect(problems).toEqual([]);
    await page.context().close();
  });
});

describe("next dev, with the custom UI", () => {
  test.each([
    ["without the policy", () => ({})],
    ["with the policy", withPolicy],
  ])(
    "%s: pages are verified and hydrated",
    async (title, more) => {
      const source = await sandboxWith(`dev-${title.replaceAll(" ", "-")}`);
      const files = { ...source.files, ...withRefreshPage(source.files, "custom-ui") };
      const app = await startNextDev({ ...source, files: { ...files, ...more(files) } }, core);
      try {
        // Compiled when they are first requested, which may take longer than a renewal.
        for (const path of ["/auth/session/refresh", "/refresh-session", "/about"]) {
          await loadPage(app.url + path);
        }
        const { page, problems } = await expiredSession(app);
        page.setDefaultTimeout(120_000);
        await page.goto("/styled", { waitUntil: "commit", timeout: 120_000 });
        await hydrates(page);
        expect(page.url()).toBe(`${app.url}/styled`);
        expect(
          await page.locator("main").evaluate((main) => getComputedStyle(main).color),
        ).toBe("rgb(1, 2, 3)");
        expect(problems, app.output.slice(-10).join("\n")).toEqual([]);
        const expired = await expiredCookies(core);
        const headers = { cookie: expired };
        expect((await loadPage(`${app.url}/dashboard`, { headers })).status).toBe(302);
      } finally {
        await app.stop();
      }
    },
    buildTime,
  );
});

describe("with the pre-built UI", () => {
  let app: StartedApp;

  beforeAll(async () => {
    const source = await sandboxWith("refresh-page-pre-built");
    const files = { ...source.files, ...withRefreshPage(source.files, "pre-built-ui") };
    files["proxy.ts"] = replaced(files["proxy.ts"], /auth\|login/, "auth|login|sign-in");
    files["lib/init.ts"] = replaced(
      files["lib/init.ts"],
      /recipeList: \[/,
      "recipeList: [initEmailPassword(), ",
    ).replace(
      "import { init as",
      'import { init as initEmailPassword } from "supertokens-node/recipe/emailpassword";\n$&',
    );
    app = await startNext({ ...source, files }, core);
  }, buildTime);
  afterAll(() => app?.stop());

  test("an expired token is renewed, and the page is there", async () => {
    const { page, problems } = await expiredSession(app);
    await page.goto("/dashboard?tab=1", { waitUntil: "commit" });
    await page.getByText("Signed in as alice").waitFor();
    expect(page.url()).toBe(`${app.url}/dashboard?tab=1`);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  test("without a session: the sign-in page of the SDK, a new account, and the page", async () => {
    const { page, problems } = await tab(app);
    await page.goto("/dashboard?tab=1", { waitUntil: "commit" });
    await page.locator("input[name=email]").waitFor();
    const { pathname, searchParams } = new URL(page.url());
    expect([pathname, searchParams.get("redirectToPath")]).toEqual([
      "/sign-in",
      "/dashboard?tab=1",
    ]);
    await page.getByText("Sign Up").click();
    const submit = page.getByRole("button", { name: "SIGN UP", exact: true });
    await submit.waitFor();
    await page.locator("input[name=email]").fill(`a${Date.now()}@example.com`);
    await page.locator("input[name=password]").fill("pass1word2");
    await submit.click();
    await page.getByText("Signed in as").waitFor();
    expect(page.url()).toBe(`${app.url}/dashboard?tab=1`);
    expect(problems).toEqual([]);
    await page.context().close();
  });
});

describe("with basePath /app", () => {
  let app: StartedApp;

  beforeAll(async () => {
    const source = await sandboxWith("base-path");
    const files = { ...source.files, ...withRefreshPage(source.files, "custom-ui") };
    files["next.config.ts"] = replaced(
      files["next.config.ts"],
      /poweredByHeader/,
      'basePath: "/app",\n  poweredByHeader',
    );
    files["lib/init.ts"] = replaced(
      files["lib/init.ts"],
      /websiteDomain: origin,/,
      '$&\n    apiGatewayPath: "/app",',
    );
    files["lib/front-end.tsx"] = replaced(
      files["lib/front-end.tsx"],
      /apiBasePath: "\/auth",/,
      '$&\n      apiGatewayPath: "/app",',
    );
    files["app/refresh-session/refresh-session.tsx"] = replaced(
      files["app/refresh-session/refresh-session.tsx"],
      /`\/login/,
      "`/app/login",
    );
    app = await startNext({ ...source, files }, core);
  }, buildTime);
  afterAll(() => app?.stop());

  test("the proxy runs: a revoked session gets no page that checks the database", async () => {
    const { accessToken, handle } = await core.control.createSession({
      userId: "alice",
      payload: { roles: { v: [], t: Date.now() } },
    });
    await core.control.revoke(handle);
    const headers = { cookie: `sAccessToken=${accessToken}` };
    const response = await loadPage(`${app.url}/app/dashboard-checked?tab=1`, { headers });
    expect([response.status, response.headers.get("location")]).toEqual([
      302,
      "/app/refresh-session?redirectBack=%2Fapp%2Fdashboard-checked%3Ftab%3D1",
    ]);
  });

  test("an expired token is renewed, and the page is there", async () => {
    const { page, problems } = await expiredSession(app, "/app/auth/session/refresh");
    await page.goto("/app/dashboard?tab=1", { waitUntil: "commit" });
    await page.getByText("Signed in as alice").waitFor();
    expect(page.url()).toBe(`${app.url}/app/dashboard?tab=1`);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  test("signing in sets the refresh token for the path of the refresh API", async () => {
    const response = await loadPage(`${app.url}/app/login?redirectBack=%2Fapp%2Fdashboard`, {
      method: "POST",
      headers: { accept: "application/json" },
      body: new URLSearchParams({ user: "alice" }),
    });
    expect(response.status).toBe(200);
    const refresh = response.headers.getSetCookie().find((c) => c.startsWith("sRefreshToken"));
    expect(refresh).toContain("Path=/app/auth/session/refresh");
  });
});
