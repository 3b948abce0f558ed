import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import express from "express";
import type { Browser, BrowserContext } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type RunningMockCore, startMockCore } from "../../mock-core/src/index.ts";
import { launchBrowser } from "../support/chromium.ts";
import { freePort } from "../support/free-port.ts";

// What pages of other sites, and of other hosts of one's own site, can make a visitor's browser do, in a real Chromium.
// `*.localhost` counts as trustworthy, so that it sends Sec-Fetch-Site; `app.localhost` and `evil.localhost` are two sites.

const file = new URL("../../results/cross-site.json", import.meta.url);
const update = process.env.VERIFY === "update";

/** What one attempt did. */
interface Attempt {
  /** What the page does. */
  request: string;
  /** Whose page it is. */
  from: string;
  /** Whether the visitor's cookies went along. */
  cookies: boolean;
  /** What the browser said of the page's site; null: the request never arrived. */
  site: string | null;
  /** The status, or what the browser did, and who the visitor is afterwards: by what is in front of the routes. */
  outcomes: Record<"cookies and rid" | "and the origin check", string>;
}

interface Seen {
  method: string;
  url: string;
  headers: IncomingMessage["headers"];
  status: number;
}

let core: RunningMockCore;
let browser: Browser;
const servers: ReturnType<typeof createServer>[] = [];
/** The same app without and with the origin check, and a server for the pages of others. */
const ports = { open: 0, app: 0, other: 0 };
/** Requests that reached one of the two apps. */
const seen: Seen[] = [];

const hosts = { "cookies and rid": "open.localhost", "and the origin check": "app.localhost" };
const targets = () => ({
  "cookies and rid": `http://${hosts["cookies and rid"]}:${ports.open}`,
  "and the origin check": `http://${hosts["and the origin check"]}:${ports.app}`,
});

const pages: Record<string, (host: string) => string> = {
  "another site": () => `http://evil.localhost:${ports.other}`,
  "a sub-domain": (host) => `http://blog.${host}:${ports.other}`,
  "another port": (host) => `http://${host}:${ports.other}`,
};

const requests: Record<string, { path: string; form?: Record<string, string> } & Way> = {
  "form: sign in as mallory": { path: "/login", form: { user: "mallory" }, way: "form" },
  "form: refresh": { path: "/auth/session/refresh", way: "form" },
  "form: sign out": { path: "/auth/signout", way: "form" },
  "form: API": { path: "/api/user", way: "form" },
  "fetch without a header: sign out": { path: "/auth/signout", way: "fetch" },
  "fetch with rid: sign out": { path: "/auth/signout", way: "fetch with rid" },
  "image: API": { path: "/api/user", way: "image" },
};
type Way = { way: "form" | "fetch" | "fetch with rid" | "image" };

beforeAll(async () => {
  core = await startMockCore();
  for (const name of Object.keys(ports) as (keyof typeof ports)[])
    ports[name] = await freePort();
  vi.stubEnv("SUPERTOKENS_CORE_URI", core.url);
  vi.stubEnv("ORIGIN", `http://app.localhost:${ports.app}`);
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  await serve(ports.app, (await import("../../snippets/express/app.ts")).app);
  await serve(ports.open, await withoutOriginCheck());
  await serve(ports.other, (_req, res) => {
    res.setHeader("content-type", "text/html").end("<!doctype html><title>Other</title>");
  });
  browser = await launchBrowser({
    args: [
      "--host-resolver-rules=MAP *.localhost 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE localhost",
    ],
  });
}, 120_000);

afterAll(async () => {
  await browser?.close();
  for (const server of servers) server.close();
  await core?.close();
});

/** The app of snippets/express/app.ts, but for its check of origins. */
async function withoutOriginCheck(): Promise<RequestListener> {
  const { middleware, errorHandler } = await import("supertokens-node/framework/express");
  const { signIn } = await import("../../snippets/express/sign-in.ts");
  const { api } = await import("../../snippets/express/protect-api.ts");
  const { dashboard } = await import("../../snippets/express/verify-session.ts");
  return express()
    .use(middleware())
    .get("/dashboard", dashboard)
    .post("/login", express.urlencoded({ extended: false }), signIn)
    .use(api)
    .use(errorHandler());
}

async function serve(port: number, listener: RequestListener): Promise<void> {
  const server = createServer((req, res) => {
    res.once("finish", () => {
      const { method = "", url = "", headers } = req;
      seen.push({ method, url, headers, status: res.statusCode });
    });
    listener(req, res);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
}

/** A browser in which alice is signed in to the app at `origin`. */
async function signedIn(origin: string): Promise<BrowserContext> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${origin}/dashboard`);
  const payload = { roles: { v: [], t: Date.now() } };
  const session = await core.control.createSession({ userId: "alice", payload });
  await context.addCookies(
    [
      ["sAccessToken", session.accessToken, "/"] as const,
      ["sRefreshToken", session.refreshToken, "/auth/session/refresh"] as const,
    ].map(([name, value, path]) => ({
      name,
      value: encodeURIComponent(value),
      domain: new URL(origin).hostname,
      path,
      httpOnly: true,
      sameSite: "Lax" as const,
    })),
  );
  await page.close();
  return context;
}

async function attempt(what: string, from: string): Promise<Attempt> {
  const { path, form = {}, way } = requests[what] as (typeof requests)[string];
  const outcomes: Record<string, string> = {};
  let cookies = false;
  let site: string | null = null;
  for (const [layer, origin] of Object.entries(targets())) {
    const context = await signedIn(origin);
    const page = await context.newPage();
    await page.goto(String(pages[from]?.(new URL(origin).hostname)));
    seen.length = 0;
    await Promise.all([
      way === "form" && page.waitForNavigation(),
      page.evaluate(send, { url: origin + path, form, way }),
    ]);
    const arrived = seen.find(({ method, url }) => method !== "OPTIONS" && url === path);
    cookies = Boolean(arrived?.headers.cookie?.includes("sAccessToken="));
    site = String(arrived?.headers["sec-fetch-site"] ?? "") || null;
    await page.goto(`${origin}/dashboard`);
    const body = await page.textContent("body");
    const user = /Signed in as (\w+)/.exec(body ?? "")?.[1];
    const end = user === "alice" ? "still alice" : user ? `signed in as ${user}` : "signed out";
    outcomes[layer] = `${arrived?.status ?? "blocked by the browser"}; ${end}`;
    await context.close();
  }
  return { request: what, from, cookies, site, outcomes: outcomes as Attempt["outcomes"] };
}

/** Runs in a page on another site. */
async function send({ url, form, way }: { url: string; form: object; way: Way["way"] }) {
  if (way === "form") {
    const element = document.createElement("form");
    element.method = "post";
    element.action = url;
    for (const [name, value] of Object.entries(form)) {
      const input = document.createElement("input");
      input.name = name;
      input.value = String(value);
      element.append(input);
    }
    document.body.append(element);
    element.submit();
  } else if (way === "image") {
    await new Promise((resolve) => {
      const image = new Image();
      image.onload = resolve;
      image.onerror = resolve;
      image.src = url;
    });
  } else {
    const headers: Record<string, string> = way === "fetch" ? {} : { rid: "session" };
    const mode = way === "fetch" ? "no-cors" : "cors";
    await fetch(url, { method: "POST", credentials: "include", mode, headers }).catch(
      () => undefined,
    );
  }
}

test("what a page of somebody else can do, by what stands in its way", async () => {
  const found: Attempt[] = [];
  for (const request of Object.keys(requests)) {
    for (const from of Object.keys(pages)) found.push(await attempt(request, from));
  }
  const changing = found.filter(({ request }) => !request.startsWith("image"));
  for (const { outcomes } of changing) {
    expect(outcomes["and the origin check"]).toMatch(
      /^(403|blocked by the browser); still alice$/,
    );
  }
  // Without the check the same attempts do harm, or this test would show nothing.
  expect(changing.map(({ outcomes }) => outcomes["cookies and rid"])).toContainEqual(
    expect.stringContaining("mallory"),
  );
  if (update) {
    mkdirSync(new URL(".", file), { recursive: true });
    writeFileSync(file, `${JSON.stringify(found, null, 2)}\n`);
  }
  expect(found).toEqual(existsSync(file) && JSON.parse(readFileSync(file, "utf8")));
}, 120_000);
