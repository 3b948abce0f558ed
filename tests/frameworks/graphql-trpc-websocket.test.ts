import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { request } from "node:http";
import { createRequire } from "node:module";
import { connect } from "node:net";
import { join } from "node:path";
import { createTRPCClient, httpBatchLink, httpBatchStreamLink } from "@trpc/client";
import { build } from "esbuild";
import type { Browser, Page } from "playwright-core";
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  onTestFinished,
  test,
} from "vitest";
import { type RunningMockCore, startMockCore } from "../../mock-core/src/index.ts";
import { launchOffline } from "../support/chromium.ts";
import { freePort } from "../support/free-port.ts";
import { send } from "../support/page-load.ts";
import { listen } from "./listen.ts";

// snippets/graphql-trpc-websocket over real sockets, with the clients of the protocols, and in Chromium.

const folder = join(import.meta.dirname, "../../snippets/graphql-trpc-websocket");
const recheckInterval = 300;
// That of the snippet: another version is at the root.
const { WebSocket }: typeof import("ws") = createRequire(join(folder, "live.ts"))("ws");

let core: RunningMockCore;
let server: ChildProcess;
let origin: string;

beforeAll(async () => {
  core = await startMockCore();
  const port = String(await freePort());
  origin = `http://localhost:${port}`;
  // With a sign-in and a page, which every app has.
  const program = `
    const { app, server } = await import("./app.ts");
    const { createNewSession } = await import("supertokens-node/recipe/session");
    const { convertToRecipeUserId } = await import("supertokens-node");
    app.post("/sign-in", async (req, res) => {
      await createNewSession(req, res, "public", convertToRecipeUserId("alice"));
      res.end();
    });
    app.get("/page", (_req, res) => res.send('<!doctype html><script src="/app.js"></script>'));
    server.listen(${port}, "localhost", () => console.log("Listening"));`;
  const env = {
    PORT: port,
    SUPERTOKENS_CORE_URI: core.url,
    RECHECK_INTERVAL: String(recheckInterval),
  };
  server = spawn(process.execPath, ["--input-type=module", "--eval", program], {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "ignore"],
  });
  if (server.stdout) await once(server.stdout, "data");
});
afterAll(async () => {
  server?.kill();
  await core?.close();
});
afterEach(() => core.control.recover());

const ownHeaders = () => ({ origin, rid: "session", "content-type": "application/json" });
const cookieOf = (token: string) => ({ cookie: `sAccessToken=${token}` });
const session = () => core.control.createSession({ userId: "alice" });
const expired = async () => core.control.expire((await session()).accessToken);

/** The access token of a session that has been refreshed: the first request with it gets another one. */
async function refreshed(): Promise<string> {
  const { refreshToken } = await session();
  const response = await send(`${origin}/auth/session/refresh`, {
    method: "POST",
    headers: { ...ownHeaders(), cookie: `sRefreshToken=${refreshToken}` },
  });
  expect(response.status).toBe(200);
  const cookie = response.headers.getSetCookie().find((text) => text.startsWith("sAccess"));
  return cookie?.split(/[=;]/)[1] ?? "";
}

/** What the SDK sets on the first response after a refresh. */
function expectNewToken(headers: Headers): void {
  expect(headers.getSetCookie().map((text) => text.split("=", 1)[0])).toEqual(["sAccessToken"]);
  expect(headers.get("front-token")).toBeTruthy();
  expect(headers.get("cache-control")).toBe("private, no-store");
}

describe("GraphQL", () => {
  const ask = (query: string, headers: Record<string, string>) =>
    send(`${origin}/graphql`, {
      method: "POST",
      headers: { ...ownHeaders(), ...headers },
      body: JSON.stringify({ query }),
    });

  test("a valid session is in the context", async () => {
    const response = await ask("{ me signedInSince }", cookieOf((await session()).accessToken));
    expect(response.status).toBe(200);
    const { data } = await response.json();
    expect(data.me).toBe("alice");
    expect(Date.parse(data.signedInSince)).toBeGreaterThan(Date.now() - 60_000);
  });

  test("an expired token and a missing one get 401", async () => {
    expect((await ask("{ me }", cookieOf(await expired()))).status).toBe(401);
    expect((await ask("{ me }", {})).status).toBe(401);
  });

  test("the first call after a refresh delivers the new access token", async () => {
    expectNewToken((await ask("{ me }", cookieOf(await refreshed()))).headers);
  });

  test("a resolver that finds the session revoked makes it 401", async () => {
    const { accessToken, handle } = await session();
    core.control.revoke(handle);
    expect((await ask("{ me }", cookieOf(accessToken))).status).toBe(200);
    expect((await ask("{ me signedInSince }", cookieOf(accessToken))).status).toBe(401);
  });

  test("a page on another site reads and changes nothing", async () => {
    const cookie = cookieOf((await session()).accessToken);
    const foreign = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };
    expect((await ask("{ me }", { ...cookie, ...foreign })).status).toBe(403);
    // A form can send neither this type nor the header `rid`.
    const form = { ...cookie, "content-type": "text/plain" };
    expect((await ask("{ me }", form)).status).toBe(415);
    const { rid: _rid, ...without } = { ...ownHeaders(), ...cookie };
    const response = await send(`${origin}/graphql`, {
      method: "POST",
      headers: without,
      body: '{"query":"{ me }"}',
    });
    expect(response.status).toBe(401);
  });
});

describe.each([
  { name: "a batch", link: httpBatchLink },
  { name: "a stream", link: httpBatchStreamLink },
])("tRPC with $name", ({ link }) => {
  /** Two calls in one request; gives what they say, and the response. */
  async function both(headers: Record<string, string>) {
    let response: Response | undefined;
    const client = createTRPCClient<
      import("../../snippets/graphql-trpc-websocket/trpc.ts").AppRouter
    >({
      links: [
        link({
          url: `${origin}/trpc`,
          headers: { ...ownHeaders(), ...headers },
          fetch: async (url, init) => {
            expect(response, "one request for both calls").toBe(undefined);
            response = await fetch(url, init as RequestInit);
            return response;
          },
        }),
      ],
    });
    const results = await Promise.allSettled([client.me.query(), client.signedInSince.query()]);
    if (!response) throw new Error("Nothing was sent");
    return { results, response };
  }

  test("a valid session is in the context of each call", async () => {
    const { results, response } = await both(cookieOf((await session()).accessToken));
    expect(response.status).toBe(200);
    expect(results[0]).toEqual({ status: "fulfilled", value: "alice" });
    expect(results[1].status).toBe("fulfilled");
  });

  test("an expired token and a missing one get 401 for all calls", async () => {
    expect((await both(cookieOf(await expired()))).response.status).toBe(401);
    expect((await both({})).response.status).toBe(401);
  });

  test("the first request after a refresh delivers the new access token", async () => {
    expectNewToken((await both(cookieOf(await refreshed()))).response.headers);
  });

  test("a page on another site gets 403", async () => {
    const cookie = cookieOf((await session()).accessToken);
    const foreign = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };
    const response = await send(`${origin}/trpc/me`, {
      method: "POST",
      headers: { ...ownHeaders(), ...cookie, ...foreign },
      body: "{}",
    });
    expect(response.status).toBe(403);
  });

  test("a procedure that finds the session revoked", async () => {
    const { accessToken, handle } = await session();
    core.control.revoke(handle);
    const { results, response } = await both(cookieOf(accessToken));
    expect(results[1].status).toBe("rejected");
    // A stream has sent its status before.
    expect(response.status).toBe(link === httpBatchLink ? 401 : 200);
  });
});

describe("WebSocket", () => {
  const open = (headers: Record<string, string>) =>
    new WebSocket(`${origin.replace("http", "ws")}/live`, { headers });

  /** How an upgrade ends: its first message, or the status with which it is refused. */
  async function outcome(headers: Record<string, string>): Promise<string | number> {
    const socket = open(headers);
    const refused = once(socket, "unexpected-response").then(
      ([, { statusCode }]) => statusCode,
    );
    const message = once(socket, "message").then(([data]) => String(data));
    refused.catch(() => undefined);
    message.catch(() => undefined);
    const first = await Promise.race([refused, message]);
    socket.terminate();
    return first;
  }

  test("opens for a valid session and a page of the own origin", async () => {
    const cookie = cookieOf((await session()).accessToken);
    expect(await outcome({ ...cookie, origin })).toBe("Signed in as alice");
  });

  test.each([
    "https://evil.example",
    "null",
    "http://localhost:1",
    "https://localhost.evil.example",
  ])("is refused for a page of %s, whatever the cookies", async (foreign) => {
    const cookie = cookieOf((await session()).accessToken);
    expect(await outcome({ ...cookie, origin: foreign })).toBe(403);
  });

  test("is refused without an Origin header", async () => {
    expect(await outcome(cookieOf((await session()).accessToken))).toBe(403);
  });

  test("is refused without a session, with an expired token and with two", async () => {
    const { accessToken } = await session();
    const two = `sAccessToken=${accessToken}; sAccessToken=${accessToken}`;
    expect(await outcome({ origin })).toBe(401);
    expect(await outcome({ origin, ...cookieOf(await expired()) })).toBe(401);
    expect(await outcome({ origin, ...cookieOf("no.token.atall") })).toBe(401);
    expect(await outcome({ origin, cookie: two })).toBe(401);
  });

  test("the response to an upgrade sets no cookie after a refresh; the next call does", async () => {
    const token = await refreshed();
    const upgrade = request(`${origin}/live`, {
      headers: {
        ...cookieOf(token),
        origin,
        connection: "Upgrade",
        upgrade: "websocket",
        "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
        "sec-websocket-version": "13",
      },
    });
    upgrade.end();
    const [response, socket] = await once(upgrade, "upgrade");
    socket.destroy();
    expect(response.statusCode).toBe(101);
    expect(response.headers["set-cookie"]).toBe(undefined);
    const call = await send(`${origin}/trpc/me`, { headers: cookieOf(token) });
    expectNewToken(call.headers);
  });

  test("ends when the access token expires", async () => {
    const { handle } = await session();
    const token = await core.control.mintAccessToken({
      userId: "alice",
      sessionHandle: handle,
      expiresInMs: 2_000,
    });
    const socket = open({ origin, ...cookieOf(token) });
    await once(socket, "open");
    const start = Date.now();
    expect((await once(socket, "close"))[0]).toBe(4401);
    expect(Date.now() - start).toBeLessThan(2_500);
  });

  test("ends when the session is revoked, at the next check", async () => {
    const { accessToken, handle } = await session();
    const socket = open({ origin, ...cookieOf(accessToken) });
    await once(socket, "open");
    core.control.revoke(handle);
    const start = Date.now();
    expect((await once(socket, "close"))[0]).toBe(4401);
    expect(Date.now() - start).toBeLessThan(recheckInterval + 500);
  });

  test("ends with 1013 when the core cannot say whether the session exists", async () => {
    const socket = open({ origin, ...cookieOf((await session()).accessToken) });
    await once(socket, "open");
    await core.control.outage({ mode: "refuse" });
    expect((await once(socket, "close"))[0]).toBe(1013);
  });

  test("a client that goes away during the upgrade does not end the process", async () => {
    const token = await refreshed();
    // Such a token takes a call to the core: the client resets its connection meanwhile.
    await core.control.outage({ mode: "hang" });
    core.control.clearRequests();
    const { hostname, port } = new URL(origin);
    const socket = connect(Number(port), hostname);
    const lines = [
      "GET /live HTTP/1.1",
      `Host: localhost:${port}`,
      `Origin: ${origin}`,
      `Cookie: ${cookieOf(token).cookie}`,
      "Connection: Upgrade",
      "Upgrade: websocket",
      "Sec-WebSocket-Version: 13",
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    ];
    socket.write(`${lines.join("\r\n")}\r\n\r\n`);
    const called = () => core.control.requests.map(({ path }) => path);
    await expect.poll(called, { timeout: 4_000 }).toContain("/recipe/session/verify");
    socket.resetAndDestroy();
    await core.control.recover();
    const cookie = cookieOf((await session()).accessToken);
    expect(await outcome({ ...cookie, origin })).toBe("Signed in as alice");
  });
});

describe("in Chromium", () => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await launchOffline();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    const context = await browser.newContext();
    page = await context.newPage();
    const text = await bundle();
    await context.route("**/app.js", (route) =>
      route.fulfill({ contentType: "text/javascript", body: text }),
    );
    await page.goto(`${origin}/page`);
    await page.evaluate(async () => void (await fetch("/sign-in", { method: "POST" })));
  });
  afterEach(() => page.context().close());

  async function expire(): Promise<string[]> {
    const cookies = await page.context().cookies();
    const cookie = cookies.find(({ name }) => name === "sAccessToken");
    if (!cookie) throw new Error("There is no session");
    const value = await core.control.expire(cookie.value);
    await page.context().addCookies([{ ...cookie, value }]);
    const calls: string[] = [];
    page.on("response", (response) => {
      calls.push(`${response.status()} ${new URL(response.url()).pathname}`);
    });
    return calls;
  }
  /** What the front-end SDK goes by: it cannot read the access token. */
  async function expireFrontToken(): Promise<void> {
    const cookies = await page.context().cookies();
    const cookie = cookies.find(({ name }) => name === "sFrontToken");
    if (!cookie) throw new Error("There is no front token");
    const token = JSON.parse(Buffer.from(cookie.value, "base64").toString());
    const value = Buffer.from(JSON.stringify({ ...token, ate: 0 })).toString("base64");
    await page.context().addCookies([{ ...cookie, value }]);
  }
  /** A call of what the page's script has in the global variable `app`. */
  const inPage = (code: string) => page.evaluate(code);

  test("GraphQL: 401, one refresh, and the query again", async () => {
    const calls = await expire();
    expect(await inPage("app.me()")).toEqual({ data: { me: "alice" } });
    expect(calls).toEqual(["401 /graphql", "200 /auth/session/refresh", "200 /graphql"]);
  });

  test("tRPC: 401 for the batch, one refresh, and the batch again", async () => {
    const calls = await expire();
    expect(await inPage("Promise.all([app.trpc.me.query(), app.trpc.me.query()])")).toEqual([
      "alice",
      "alice",
    ]);
    expect(calls).toEqual(["401 /trpc/me,me", "200 /auth/session/refresh", "200 /trpc/me,me"]);
  });

  const messages = () => inPage("app.messages");
  const greeting = "Signed in as alice";

  test("WebSocket: a session that has expired is renewed before the upgrade", async () => {
    const calls = await expire();
    await expireFrontToken();
    await inPage("app.live()");
    expect(calls).toEqual(["200 /auth/session/refresh"]);
    await expect.poll(messages).toEqual([greeting]);
  });

  test("WebSocket: a refused upgrade leads to a refresh, and to another socket", async () => {
    await expire();
    await inPage("app.live()");
    await expect.poll(messages, { timeout: 10_000 }).toEqual([greeting]);
  });

  test("WebSocket: the page hears that its session was revoked", async () => {
    await inPage("app.live()");
    await expect.poll(messages).toEqual([greeting]);
    core.control.revokeUser("alice");
    await expect.poll(messages).toEqual([greeting, "ended"]);
  });

  test("WebSocket: a page on another origin, with whose request the browser sends the cookies, cannot open one", async () => {
    const other = await listen((_request, response) => response.end("Other"));
    onTestFinished(() => other.stop());
    await page.goto(other.origin);
    const cookies = await page.context().cookies(`${other.origin}/live`);
    expect(cookies.map(({ name }) => name)).toContain("sAccessToken");
    const state = `new Promise((done) => {
      const socket = new WebSocket("${origin.replace("http", "ws")}/live");
      socket.onopen = () => done("open");
      socket.onerror = () => done("refused");
    })`;
    expect(await inPage(state)).toBe("refused");
  });

  /** The script of a page with the front end of the snippets. */
  async function bundle(): Promise<string> {
    const contents = `
      import SuperTokens from "supertokens-web-js";
      import Session from "supertokens-web-js/recipe/session";
      import { trpc } from "./trpc.ts";
      import { openLive } from "./live.ts";
      SuperTokens.init({
        appInfo: { appName: "Example", apiDomain: "${origin}" },
        recipeList: [Session.init({ tokenTransferMethod: "cookie" })],
      });
      const messages = [];
      const body = JSON.stringify({ query: "{ me }" });
      const headers = { "content-type": "application/json" };
      window.app = {
        trpc,
        messages,
        me: () => fetch("/graphql", { method: "POST", headers, body }).then((it) => it.json()),
        live: () => openLive((it) => messages.push(it), () => messages.push("ended")),
      };`;
    const { outputFiles } = await build({
      stdin: { contents, resolveDir: join(folder, "front-end"), loader: "ts" },
      bundle: true,
      write: false,
      define: { "process.env.NODE_ENV": '"production"', global: "globalThis" },
    });
    return outputFiles[0]?.text ?? "";
  }
});
