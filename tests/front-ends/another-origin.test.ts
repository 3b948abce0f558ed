import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { Server } from "node:http";
import { join } from "node:path";
import { createInterface } from "node:readline";
import express from "express";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type RunningMockCore, startMockCore } from "../../mock-core/src/index.ts";
import { launchOffline } from "../support/chromium.ts";
import { freePort } from "../support/free-port.ts";
import { entries, problems } from "../support/redirect-back-corpus.ts";
import { buildViteApp, buildVitePages } from "./build.ts";

// The API renders pages, and the front end with the refresh page is on another port of localhost: two origins, one
// host as far as cookies go.
const root = join(import.meta.dirname, "../..");
const ownOrigin = "https://api.example.com";
let core: RunningMockCore;
let browser: Browser;
let apiServer: ChildProcess;
let apiFolder: string;
let ports: { site: number; api: number };
const site = () => `http://localhost:${ports.site}`;
const api = () => `http://localhost:${ports.api}`;

beforeAll(async () => {
  core = await startMockCore();
  browser = await launchOffline();
  ports = { site: await freePort(), api: await freePort() };
  apiFolder = apiWithEmailPassword();
  apiServer = spawn(process.execPath, [join(apiFolder, "another-origin-server.ts")], {
    env: {
      ...process.env,
      NODE_ENV: "production",
      PORT: String(ports.api),
      WEBSITE_ORIGIN: site(),
      API_ORIGIN: api(),
      COOKIE_DOMAIN: "",
      SUPERTOKENS_CORE_URI: core.url,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const { stdout } = apiServer;
  if (!stdout) throw new Error("The API has no output");
  await once(createInterface({ input: stdout }), "line");
});

afterAll(async () => {
  apiServer?.kill();
  await browser?.close();
  await core?.close();
  if (apiFolder) rmSync(apiFolder, { recursive: true });
});

const ownLogin = { path: "/login", parameter: "redirectBack" };

describe.each([
  {
    folder: "web-js",
    build: buildVitePages,
    checks: ["refresh-session.ts"],
    login: ownLogin,
  },
  {
    folder: "react/custom-ui",
    build: buildViteApp,
    checks: ["refresh-session.tsx"],
    login: ownLogin,
  },
  {
    folder: "react/pre-built-ui",
    build: buildViteApp,
    checks: ["refresh-session.tsx", "init.ts"],
    login: { path: "/auth/", parameter: "redirectToPath" },
  },
])("$folder", ({ folder, build, checks, login }) => {
  let dir: string;
  let server: Server;
  let page: Page;

  beforeAll(async () => {
    const parent = join(root, "snippets", folder, "..", ".build");
    mkdirSync(parent, { recursive: true });
    dir = mkdtempSync(join(parent, "another-origin-"));
    const source = join(dir, "source");
    cpSync(join(root, "snippets", folder), source, {
      recursive: true,
      filter: (path) => !/node_modules|\.build/.test(path.slice(root.length)),
    });
    // What the page tells the reader to change.
    for (const file of checks) {
      const path = join(source, file);
      const [both, one] = ["safeRedirectBack, withFragment", "safeRedirectBack"].map(
        (names) => `import { ${names} } from "./redirect-back.ts";`,
      ) as [string, string];
      const own = 'import { safeRedirectBack } from "./own-origins.ts";';
      if (readFileSync(path, "utf8").includes(both))
        change(path, [[both, `${own}\nimport { withFragment } from "./redirect-back.ts";`]]);
      else change(path, [[one, own]]);
    }
    change(join(source, "own-origins.ts"), [[`"${ownOrigin}"`, JSON.stringify(api())]]);
    change(join(source, "init.ts"), [
      ["apiDomain: window.location.origin", `apiDomain: ${JSON.stringify(api())}`],
    ]);
    const publicDir = join(dir, "public");
    await build(source, publicDir);
    const app = express();
    app.use(express.static(publicDir, { extensions: ["html"] }));
    server = app.listen(ports.site, "localhost");
    await once(server, "listening");
  });
  afterAll(async () => {
    server?.close();
    server?.closeAllConnections();
    if (dir) rmSync(dir, { recursive: true });
  });
  beforeEach(async () => {
    const context = await browser.newContext();
    context.setDefaultTimeout(10_000);
    page = await context.newPage();
  });
  afterEach(() => page.context().close());

  test("a page of the API with an expired token: refreshed on the front end's origin, and back on the page with its query and fragment", async () => {
    await signIn(page);
    await expireAccessToken(page);
    const refreshes = callsOf(page, "/auth/session/refresh");
    const visited = visitsOf(page);
    await page.goto(`${api()}/dashboard?tab=1#part-2`, { waitUntil: "commit" });
    await page.getByText("Signed in as alice").waitFor();
    expect(page.url()).toBe(`${api()}/dashboard?tab=1#part-2`);
    const query = new URLSearchParams({ redirectBack: `${api()}/dashboard?tab=1` });
    expect(visited).toContain(`${site()}/refresh-session?${query}#part-2`);
    expect(refreshes).toHaveLength(1);
  });

  test("nobody signed in: the login page gets the absolute URL", async () => {
    await page.goto(`${api()}/dashboard?tab=1`, { waitUntil: "commit" });
    const query = new URLSearchParams({ [login.parameter]: `${api()}/dashboard?tab=1` });
    await page.waitForURL(`${site()}${login.path}?${query}`);
    if (login === ownLogin) return;
    await page.getByText("Sign Up").click();
    const submit = page.getByRole("button", { name: "SIGN UP", exact: true });
    await submit.waitFor();
    await page.locator("input[name=email]").fill("alice@example.com");
    await page.locator("input[name=password]").fill("pass1word2");
    await submit.click();
    await page.waitForURL(`${api()}/dashboard?tab=1`);
    await page.getByText("Signed in as").waitFor();
  });

  test("a script that fetches a page of the API without a session gets 401, and no redirect", async () => {
    const response = await fetch(`${api()}/dashboard`, { redirect: "manual" });
    expect(response.status).toBe(401);
  });

  test("the refresh page follows a path of its own site as before", async () => {
    await signIn(page);
    await page.goto(`${site()}/refresh-session?redirectBack=%2Flogin%3Fx%3D1`, {
      waitUntil: "commit",
    });
    await page.waitForURL(`${site()}/login?x=1`);
  });

  test("the refresh page leads to no other origin", async () => {
    await signIn(page);
    for (const value of foreign(api())) {
      await page.evaluate("sessionStorage.clear()");
      const query = new URLSearchParams({ redirectBack: value });
      await page.goto(`${site()}/refresh-session?${query}`, { waitUntil: "commit" });
      await page.waitForURL((url) => url.pathname !== "/refresh-session", {
        waitUntil: "commit",
      });
      // The origin of the API itself stands for a path behind it that is refused.
      expect([`${site()}/`, `${api()}/`], value).toContain(page.url());
      await page.goto(site());
    }
  });
});

test("every value of the corpus, alone and behind an own origin, stays on an own origin", async () => {
  globalThis.window = { location: new URL("https://app.example.com") } as never;
  try {
    const { safeRedirectBack } = await import("../../snippets/web-js/own-origins.ts");
    const { safeRedirectBack: safePath } = await import(
      "../../snippets/web-js/redirect-back.ts"
    );
    for (const entry of entries) {
      expect(safeRedirectBack(entry.value)).toBe(safePath(entry.value));
      const result = safeRedirectBack(ownOrigin + entry.value);
      const path = result.startsWith(`${ownOrigin}/`)
        ? result.slice(ownOrigin.length)
        : `on the site: ${result}`;
      // Without a slash between them, it is not a URL of the origin at all.
      if (entry.value.startsWith("/")) expect(problems(entry, path, ownOrigin)).toEqual([]);
      else expect(result, entry.value).toBe("/");
    }
    for (const value of foreign(ownOrigin))
      expect(["/", `${ownOrigin}/`], value).toContain(safeRedirectBack(value));
    expect(safeRedirectBack(null)).toBe("/");
  } finally {
    Reflect.deleteProperty(globalThis, "window");
  }
});

test("react has the same own-origins.ts as web-js", () => {
  const [first, ...others] = ["web-js", "react/custom-ui", "react/pre-built-ui"].map((folder) =>
    readFileSync(join(root, "snippets", folder, "own-origins.ts"), "utf8"),
  );
  expect(others).toEqual([first, first]);
});

/** A copy of the API whose init has the recipe of the pre-built UI's sign-in page, too. @returns its folder */
function apiWithEmailPassword(): string {
  const parent = join(import.meta.dirname, ".build");
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, "another-origin-api-"));
  cpSync(join(root, "snippets/sub-domains"), folder, {
    recursive: true,
    filter: (path) => !/node_modules|\.build/.test(path.slice(root.length)),
  });
  change(join(folder, "init.ts"), [
    [
      "import { init as initSession }",
      'import { init as initEmailPassword } from "supertokens-node/recipe/emailpassword";\nimport { init as initSession }',
    ],
    ["recipeList: [", "recipeList: [initEmailPassword(), "],
  ]);
  const server = readFileSync(join(import.meta.dirname, "another-origin-server.ts"), "utf8");
  writeFileSync(
    join(folder, "another-origin-server.ts"),
    server.replaceAll("../../snippets/sub-domains/", "./"),
  );
  return folder;
}

/** What looks like a URL of `own`, or is none. */
function foreign(own: string): string[] {
  const { protocol, host } = new URL(own);
  return [
    `${own}.evil.example/`,
    `${own}@evil.example/`,
    `${own}:pass@evil.example/`,
    `${own}0/`,
    `${own}\\@evil.example/`,
    `${own}//evil.example/`,
    `${own}/\\evil.example/`,
    `${own}/..//evil.example/`,
    `${own}/%2f/evil.example`,
    `${own}?x=https://evil.example`,
    `${own}#`,
    own,
    ` ${own}/dashboard`,
    `\t${own}/dashboard`,
    `${own.toUpperCase()}/dashboard`,
    `${protocol}//user@${host}/dashboard`,
    `${protocol}${host}/dashboard`,
    `//${host}/dashboard`,
    `https://evil.example/?${own}/`,
    `https://evil.example/${own}/`,
    `javascript:alert(1)//${own}/`,
    `blob:${own}/x`,
  ];
}

function change(file: string, replacements: readonly [string, string][]): void {
  let text = readFileSync(file, "utf8");
  for (const [before, after] of replacements) {
    if (text.split(before).length !== 2)
      throw new Error(`${file} does not hold ${before} once`);
    text = text.replace(before, () => after);
  }
  writeFileSync(file, text);
}

/** Signs in as the website's own script does, with a call that the SDK watches. */
async function signIn(page: Page): Promise<void> {
  await page.goto(`${site()}/`);
  const status = await page.evaluate(async (url) => {
    const headers = { "content-type": "application/json" };
    const response = await fetch(url, { method: "POST", headers, body: '{"user":"alice"}' });
    return response.status;
  }, `${api()}/login`);
  expect(status).toBe(200);
}

async function expireAccessToken(page: Page): Promise<void> {
  const cookies = await page.context().cookies(api());
  const token = cookies.find(({ name }) => name === "sAccessToken");
  if (!token) throw new Error("There is no access token");
  const value = await core.control.expire(token.value);
  await page.context().addCookies([{ ...token, value }]);
}

function callsOf(page: Page, path: string): string[] {
  const calls: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST" && request.url() === api() + path)
      calls.push(request.url());
  });
  return calls;
}

function visitsOf(page: Page): string[] {
  const visits: string[] = [];
  page.on("framenavigated", (frame) => visits.push(frame.url()));
  return visits;
}
