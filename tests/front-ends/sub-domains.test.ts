import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { build } from "esbuild";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { type RunningMockCore, startMockCore } from "../../mock-core/src/index.ts";
import { launchBrowser } from "../support/chromium.ts";
import { freePort } from "../support/free-port.ts";
import { loadPage } from "../support/page-load.ts";

// Two hosts of one site, as in production; the browser looks for them on this machine.
let core: RunningMockCore;
let browser: Browser;
let script: string;
let ports: { web: number; api: number };
const servers: ChildProcess[] = [];

const web = () => `http://app.example.test:${ports.web}`;
const api = () => `http://api.example.test:${ports.api}`;

beforeAll(async () => {
  core = await startMockCore();
  ports = { web: await freePort(), api: await freePort() };
  script = await bundle();
  browser = await launchBrowser({
    args: ["--host-resolver-rules=MAP *.example.test 127.0.0.1"],
  });
});

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.kill("SIGKILL");
    if (server.exitCode === null && server.signalCode === null) await once(server, "exit");
  }
});

afterAll(async () => {
  await browser?.close();
  await core?.close();
});

it("shares a session between website and API: sign-in, page, call, refresh", async () => {
  await startServers({ COOKIE_DOMAIN: ".example.test" });
  const page = await newPage();
  await signIn(page);
  const { accessToken, refreshToken } = await cookies(page);
  expect(accessToken.map(({ domain, path }) => [domain, path])).toEqual([
    [".example.test", "/"],
  ]);
  expect(refreshToken.map(({ domain, path }) => [domain, path])).toEqual([
    [".example.test", "/auth/session/refresh"],
  ]);

  await page.goto(`${web()}/dashboard`);
  expect(await page.textContent("body")).toBe("Signed in as alice");
  await page.goto(web());
  expect(await call(page)).toEqual({ status: 200, body: { userId: "alice" } });

  await expire(page);
  await page.goto(`${web()}/dashboard?tab=1`);
  await page.waitForURL(`${web()}/dashboard?tab=1`);
  expect(await page.textContent("body")).toBe("Signed in as alice");
});

it("without cookieDomain the page never sees the session of the API's host", async () => {
  await startServers({ COOKIE_DOMAIN: "" });
  const page = await newPage();
  await signIn(page);
  expect(await call(page)).toEqual({ status: 200, body: { userId: "alice" } });
  await page.goto(`${web()}/dashboard`, { waitUntil: "commit" });
  await page.waitForURL(`${web()}/refresh-session?redirectBack=%2Fdashboard`);
});

it("a script that fetches a page without a session gets 401, and no redirect", async () => {
  await startServers({ COOKIE_DOMAIN: ".example.test" });
  const page = await newPage();
  await page.goto(web());
  const ask = "fetch('/dashboard', { redirect: 'manual' }).then(({ status }) => status)";
  expect(await page.evaluate(ask)).toBe(401);
});

it("after a change of cookieDomain, olderCookieDomain brings those who were signed in over", async () => {
  await startServers({ COOKIE_DOMAIN: "" });
  const page = await newPage();
  await signIn(page);
  await restart({ COOKIE_DOMAIN: ".example.test", OLDER_COOKIE_DOMAIN: "" });
  // They sign in anew on another tab, say: now there are two cookies of each name.
  await signIn(page);
  expect((await cookies(page)).accessToken.map(({ domain }) => domain).sort()).toEqual([
    ".example.test",
    "api.example.test",
  ]);

  await expire(page);
  await page.goto(`${web()}/dashboard`);
  await page.waitForURL(`${web()}/dashboard`);
  expect(await page.textContent("body")).toBe("Signed in as alice");
  expect((await cookies(page)).accessToken.map(({ domain }) => domain)).toEqual([
    ".example.test",
  ]);
});

it("without olderCookieDomain the refresh says what is missing, with a 500", async () => {
  await startServers({ COOKIE_DOMAIN: "" });
  const page = await newPage();
  await signIn(page);
  const output = await restart({ COOKIE_DOMAIN: ".example.test" });
  await signIn(page);
  await expire(page);
  const refused = page.waitForResponse((response) =>
    response.url().endsWith("/session/refresh"),
  );
  await page.goto(`${web()}/dashboard`);
  expect((await refused).status()).toBe(500);
  // The response can arrive before the output of the process.
  await expect
    .poll(() => output.join("\n"))
    .toContain("set 'olderCookieDomain' in your config");
});

it("two refresh tokens: 500 without olderCookieDomain, with it 200 that deletes one and issues none", async () => {
  const output = await startServers({ COOKIE_DOMAIN: ".example.test" });
  const { refreshToken } = await core.control.createSession({ userId: "alice" });
  const { refreshToken: older } = await core.control.createSession({ userId: "alice" });
  const refresh = (cookie: string) =>
    fetch(local("api", "/auth/session/refresh"), {
      method: "POST",
      headers: { cookie, rid: "session", origin: web() },
    });
  const both = `sRefreshToken=${older}; sRefreshToken=${refreshToken}`;
  expect((await refresh(both)).status).toBe(500);
  await expect.poll(() => output.join("\n")).toContain("multiple session cookies");

  await restart({ COOKIE_DOMAIN: ".example.test", OLDER_COOKIE_DOMAIN: "" });
  const cleared = await refresh(both);
  expect(cleared.status).toBe(200);
  expect(cleared.headers.get("front-token")).toBe(null);
  const deleted = cleared.headers.getSetCookie();
  expect(deleted).toHaveLength(1);
  expect(deleted[0]).toMatch(/^sRefreshToken=; (?!.*Domain).*Expires=Thu, 01 Jan 1970/);

  const renewed = await refresh(`sRefreshToken=${refreshToken}`);
  expect(renewed.headers.getSetCookie().map((text) => text.split("=", 1)[0])).toEqual([
    "sAccessToken",
    "sRefreshToken",
  ]);
});

it("marks every response that may set or show a session as private, on both hosts", async () => {
  await startServers({});
  const signedIn = await fetch(local("api", "/login"), alice);
  expect(signedIn.status).toBe(200);
  const cookie = signedIn.headers
    .getSetCookie()
    .map((text) => text.split(";")[0])
    .join("; ");
  const refreshed = await fetch(local("api", "/auth/session/refresh"), {
    method: "POST",
    headers: { cookie, rid: "session", origin: web() },
  });
  expect(refreshed.status).toBe(200);
  const responses = [
    signedIn,
    refreshed,
    await fetch(local("web", "/dashboard"), { headers: { cookie } }),
    await loadPage(local("web", "/dashboard")),
    await fetch(local("api", "/user")),
    await fetch(local("api", "/login"), { method: "POST", headers: foreign }),
  ];
  expect(responses.map(({ status }) => status)).toEqual([200, 200, 200, 302, 401, 403]);
  for (const { headers } of responses) {
    expect(headers.get("cache-control")).toBe("private, no-store");
    expect(headers.get("vary")?.toLowerCase().split(/, */)).toContain("cookie");
  }
});

it("a failing core ends in a 500 without a stack trace", async () => {
  const output = await startServers({ NODE_ENV: "development" });
  const { accessToken, refreshToken } = await core.control.createSession({ userId: "alice" });
  const headers = { rid: "session", origin: web(), cookie: `sRefreshToken=${refreshToken}` };
  const refresh = () =>
    fetch(local("api", "/auth/session/refresh"), { method: "POST", headers });
  const page = (cookie: string) => fetch(local("web", "/dashboard"), { headers: { cookie } });
  // The web server fetches the core's keys, so that only the session itself needs the core.
  expect((await page(`sAccessToken=${accessToken}`)).status).toBe(200);
  const [rotated = ""] = (await refresh()).headers.getSetCookie();
  await core.control.outage({ mode: "refuse" });
  try {
    const responses = [
      await fetch(local("api", "/login"), alice),
      await refresh(),
      // The first page after a refresh calls the core.
      await page(rotated.split(";")[0] ?? ""),
    ];
    for (const response of responses) {
      expect(response.status).toBe(500);
      expect(await response.text()).not.toMatch(/node_modules|snippets|\.ts|\n\s+at /);
    }
    expect(output.join("\n")).toContain("No SuperTokens core available");
  } finally {
    await core.control.recover();
  }
});

it("a core that does not respond ends in a 500 after five seconds", async () => {
  await startServers({});
  await core.control.outage({ mode: "hang" });
  try {
    const start = Date.now();
    expect((await fetch(local("api", "/login"), alice)).status).toBe(500);
    expect(Date.now() - start).toBeLessThan(8_000);
  } finally {
    await core.control.recover();
  }
});

it("a body that is not JSON is the client's fault", async () => {
  await startServers({});
  const response = await fetch(local("api", "/login"), { ...alice, body: "{" });
  expect(response.status).toBe(400);
});

it("lets the website's origin call the API with cookies, and no other", async () => {
  await startServers({});
  const cors = (headers: Headers) => [
    headers.get("access-control-allow-origin"),
    headers.get("access-control-allow-credentials"),
    headers.get("access-control-allow-headers"),
  ];
  const preflight = (origin: string, path: string) =>
    fetch(local("api", path), {
      method: "OPTIONS",
      headers: {
        origin,
        "access-control-request-method": "POST",
        "access-control-request-headers": "rid",
      },
    });
  const paths = ["/login", "/user", "/auth/session/refresh", "/auth/signout"];
  for (const path of paths) {
    const [origin, credentials, headers] = cors((await preflight(web(), path)).headers);
    expect([origin, credentials]).toEqual([web(), "true"]);
    expect(headers).toContain("rid");
    for (const foreign of ["https://evil.example", "null", `${web()}.evil.example`, api()]) {
      const responses = [
        await preflight(foreign, path),
        await fetch(local("api", path), { headers: { origin: foreign } }),
        await fetch(local("api", path), { method: "POST", headers: { origin: foreign } }),
      ];
      for (const response of responses)
        expect(cors(response.headers), `${foreign} ${path}`).toEqual([null, null, null]);
    }
  }
  const called = await fetch(local("api", "/user"), { headers: { origin: web() } });
  expect(cors(called.headers).slice(0, 2)).toEqual([web(), "true"]);
});

it("a page on another origin cannot sign a visitor in or out, or delete a cookie", async () => {
  await startServers({});
  const { refreshToken, accessToken } = await core.control.createSession({ userId: "alice" });
  const cookie = `sAccessToken=${accessToken}; sRefreshToken=${refreshToken}`;
  const senders: Record<string, string>[] = [
    foreign,
    { origin: "https://evil.example" },
    { origin: "null" },
    { "sec-fetch-site": "cross-site" },
    // A neighbour that is not the website.
    { "sec-fetch-site": "same-site", origin: web().replace("app.", "other.") },
  ];
  for (const path of ["/login", "/auth/session/refresh", "/auth/signout"]) {
    for (const sender of senders) {
      const response = await fetch(local("api", path), {
        ...alice,
        headers: { "content-type": "application/json", rid: "session", cookie, ...sender },
      });
      expect(response.status, `${path} ${JSON.stringify(sender)}`).toBe(403);
      expect(response.headers.getSetCookie()).toEqual([]);
    }
  }
  expect(core.control.revokeUser("alice")).not.toEqual([]);
});

it("a page keeps the validators of other recipes, and fetches no claim", async () => {
  await startServers({ OTHER_RECIPE: "1" });
  const page = async (payload: Record<string, unknown>) => {
    const session = await core.control.createSession({ userId: "alice", payload });
    return loadPage(local("web", "/dashboard"), {
      headers: { cookie: `sAccessToken=${session.accessToken}` },
    });
  };
  const standing = (v: string) => ({ standing: { v, t: Date.now() } });
  expect((await page(standing("good"))).status).toBe(200);
  expect((await page(standing("bad"))).status).toBe(403);
  core.control.clearRequests();
  // A session from before the claim existed: the refresh adds it.
  const older = await page({});
  expect([older.status, older.headers.get("location")]).toEqual([
    302,
    "/refresh-session?redirectBack=%2Fdashboard",
  ]);
  const calls = core.control.requests.map(({ path }) => path);
  expect(calls).not.toContain("/recipe/session/regenerate");
});

/** Where a server listens, without a browser that looks for its host here. */
const local = (part: "api" | "web", path: string) => `http://127.0.0.1:${ports[part]}${path}`;

const alice = {
  method: "POST",
  headers: { "content-type": "application/json" },
  body: '{"user":"alice"}',
};

const foreign = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };

/** The website's script: the snippet, and what the test calls. */
async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents: `
        import { initFrontEnd, refreshSession } from "./front-end.ts";
        const api = ${JSON.stringify(api())};
        initFrontEnd(api, ".example.test");
        const post = { method: "POST", headers: { "content-type": "application/json" }, body: '{"user":"alice"}' };
        window.signIn = async () => (await fetch(api + "/login", post)).status;
        window.call = async () => {
          const answer = await fetch(api + "/user");
          return { status: answer.status, body: await answer.json() };
        };
        if (location.pathname === "/refresh-session" && (await refreshSession()))
          location.replace(new URLSearchParams(location.search).get("redirectBack"));
        document.querySelector("main").textContent = "Started";`,
      resolveDir: join(import.meta.dirname, "../../snippets/sub-domains"),
      loader: "ts",
    },
    bundle: true,
    write: false,
    format: "esm",
  });
  return outputFiles[0]?.text ?? "";
}

async function newPage(): Promise<Page> {
  const context = await browser.newContext();
  await context.route("**/app.js", (route) =>
    route.fulfill({ contentType: "text/javascript", body: script }),
  );
  return context.newPage();
}

async function signIn(page: Page): Promise<void> {
  await page.goto(web());
  await page.getByText("Started").waitFor();
  expect(await page.evaluate("window.signIn()")).toBe(200);
}

async function call(page: Page): Promise<unknown> {
  await page.getByText("Started").waitFor();
  return page.evaluate("window.call()");
}

async function cookies(page: Page) {
  const all = await page.context().cookies();
  const named = (name: string) => all.filter((cookie) => cookie.name === name);
  return { accessToken: named("sAccessToken"), refreshToken: named("sRefreshToken") };
}

/** Puts an expired token into the place of each access token. */
async function expire(page: Page): Promise<void> {
  const { accessToken } = await cookies(page);
  for (const cookie of accessToken) {
    const value = await core.control.expire(cookie.value);
    const { name, domain, path, expires, httpOnly, sameSite } = cookie;
    // With a domain, it would be a cookie of the domain: a cookie of one host is set by its URL.
    const place = domain.startsWith(".") ? { domain, path } : { url: `http://${domain}/` };
    const attributes = { name, value, expires, httpOnly, ...(sameSite && { sameSite }) };
    await page.context().addCookies([{ ...attributes, ...place }]);
  }
}

async function startServers(settings: Record<string, string>): Promise<string[]> {
  const output: string[] = [];
  for (const part of ["api", "web"] as const) {
    const server = spawn(
      process.execPath,
      [join(import.meta.dirname, "sub-domains-server.ts"), part],
      {
        env: {
          ...process.env,
          // Express keeps errors to itself where this is "test".
          NODE_ENV: "production",
          ...settings,
          PORT: String(ports[part]),
          WEBSITE_ORIGIN: web(),
          API_ORIGIN: api(),
          SUPERTOKENS_CORE_URI: core.url,
        },
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    servers.push(server);
    createInterface({ input: server.stderr }).on("line", (line) => output.push(line));
    await new Promise<void>((resolve, reject) => {
      createInterface({ input: server.stdout }).on("line", () => resolve());
      server.once("exit", () => reject(new Error(output.join("\n"))));
    });
  }
  return output;
}

async function restart(settings: Record<string, string>): Promise<string[]> {
  for (const server of servers.splice(0)) {
    server.kill("SIGKILL");
    await once(server, "exit");
  }
  return startServers(settings);
}
