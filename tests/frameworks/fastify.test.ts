import fastify, { type FastifyInstance, type FastifyRequest } from "fastify";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { RunningMockCore } from "../../mock-core/src/index.ts";
import { loadPage } from "../support/page-load.ts";
import { coreForSnippets, pageCookies, refreshCookies } from "./app.ts";

let core: RunningMockCore;
let app: (server: FastifyInstance) => Promise<void>;
const servers: FastifyInstance[] = [];
/** What Fastify has logged as a warning or worse. */
const complaints: string[] = [];

beforeAll(async () => {
  core = await coreForSnippets();
  app = (await import("../../snippets/fastify/app.ts")).app;
});

beforeEach(() => {
  complaints.length = 0;
});

afterAll(async () => {
  for (const server of servers) await server.close();
  await core?.close();
});

/** Listens with an asynchronous `onSend` hook, such as the one that compression adds: no response is sent at once. */
async function listen(...plugins: ((server: FastifyInstance) => Promise<void>)[]) {
  const stream = { write: (line: string) => complaints.push(line) };
  const server = fastify({ logger: { level: "warn", stream } });
  servers.push(server);
  server.addHook("onSend", async () => {
    await new Promise((resolve) => setImmediate(resolve));
  });
  for (const plugin of plugins) await server.register(plugin);
  return server.listen({ port: 0 });
}

async function refresh(url: string): Promise<Response> {
  return fetch(`${url}/auth/session/refresh`, {
    method: "POST",
    headers: { rid: "session", cookie: await refreshCookies(core) },
  });
}

test("a redirect is the whole response: Fastify sends nothing after it", async () => {
  const response = await loadPage(`${await listen(app)}/dashboard`);
  expect(response.status).toBe(302);
  expect(complaints).toEqual([]);
});

test("a refresh gets a 200, however late its response is sent", async () => {
  const response = await refresh(await listen(app));
  expect([response.status, await response.json()]).toEqual([200, {}]);
  expect(response.headers.getSetCookie()).toHaveLength(2);
  expect(complaints).toEqual([]);
});

describe("the SDK's own plugin, which is why it is not used,", () => {
  async function withPlugin(server: FastifyInstance) {
    const { plugin } = await import("supertokens-node/framework/fastify");
    await server.register(plugin);
  }

  test("gives a refresh that worked the status 404", async () => {
    // As fastify-plugin does: not a plugin of its own, but a part of the server.
    const part = Object.assign(withPlugin.bind(null), { [Symbol.for("skip-override")]: true });
    const response = await refresh(await listen(part));
    expect([response.status, await response.json()]).toEqual([404, {}]);
    expect(response.headers.getSetCookie()).toHaveLength(2);
  });

  test("never sees a refresh when it is registered inside of another plugin", async () => {
    const response = await refresh(await listen(withPlugin));
    expect(response.status).toBe(404);
    expect(response.headers.getSetCookie()).toEqual([]);
  });
});

test("an API call without a session gets one response, and its handler never runs", async () => {
  const response = await fetch(`${await listen(app)}/api/user`);
  expect([response.status, await response.json()]).toEqual([401, { message: "unauthorised" }]);
  expect(complaints).toEqual([]);
});

test("the SDK's verifySession responds to the same call and then throws, which Fastify complains about", async () => {
  const { verifySession } = await import("supertokens-node/recipe/session/framework/fastify");
  const url = await listen(async (server) => {
    server.get(
      "/api/user",
      { preHandler: verifySession<FastifyRequest>() },
      async () => "handler",
    );
  });
  expect((await fetch(`${url}/api/user`)).status).toBe(401);
  expect(complaints.join()).toContain("Reply was already sent");
});

test("an error that is not about sessions goes on to the error handler of the parent plugin", async () => {
  const url = await listen(app);
  // From now on the SDK knows the keys; the first page after a refresh needs the core all the same.
  await fetch(`${url}/dashboard`, { headers: { cookie: await pageCookies(core) } });
  const [cookie = ""] = (await refresh(url)).headers.getSetCookie();
  await core.control.outage({ mode: "refuse" });
  try {
    const response = await fetch(`${url}/dashboard`, { headers: { cookie } });
    expect(response.status).toBe(500);
    expect(await response.json()).toEqual({ message: "internal error" });
  } finally {
    await core.control.recover();
  }
});

test("what a client gets wrong keeps its own status", async () => {
  const url = await listen(app);
  const send = (headers: Record<string, string>, body: string) =>
    fetch(`${url}/login`, { method: "POST", headers, body });
  expect((await send({ "content-type": "text/csv" }, "alice")).status).toBe(415);
  expect((await send({ "content-type": "application/json" }, "{")).status).toBe(400);
  expect((await fetch(`${url}/auth/nothing`)).status).toBe(404);
});

describe("an error before the handler", () => {
  /** The parts of a response by which a cache and a browser go. */
  async function send(path: string, headers: Record<string, string>, body: string) {
    const url = await listen(app);
    const response = await fetch(url + path, { method: "POST", headers, body });
    const { status } = response;
    const [type, cache, vary] = ["content-type", "cache-control", "vary"].map((name) =>
      response.headers.get(name),
    );
    return { status, type: type?.split(";")[0], cache, vary, text: await response.text() };
  }
  const uncacheable = { cache: "private, no-store", vary: "Cookie" };

  test.each([
    ["a type that no parser takes", 415, "/login", "text/csv", "alice"],
    [
      "a form for an API, which takes none",
      415,
      "/api/user",
      "application/x-www-form-urlencoded",
      "a=1",
    ],
    [
      "JSON that is cut off, for the SDK's routes",
      400,
      "/auth/signout",
      "application/json",
      "{",
    ],
    ["a form without a user", 400, "/login", "application/x-www-form-urlencoded", "a=1"],
  ])(
    "%s is %i: a page for a browser, JSON for a script, uncacheable",
    async (_what, status, path, type, body) => {
      const headers = { "content-type": type };
      expect(await send(path, { ...headers, accept: "text/html" }, body)).toEqual({
        status,
        type: "text/html",
        ...uncacheable,
        text: expect.stringContaining("Try again"),
      });
      expect(await send(path, { ...headers, accept: "application/json" }, body)).toEqual({
        status,
        type: "application/json",
        ...uncacheable,
        text: expect.stringContaining(`"statusCode":${status}`),
      });
    },
  );

  test("a request of another site is refused before its body is looked at", async () => {
    const headers = { "content-type": "text/csv", origin: "https://evil.example" };
    expect(await send("/login", headers, "alice")).toEqual({
      status: 403,
      type: "text/plain",
      ...uncacheable,
      text: "This request comes from another site",
    });
  });
});

test("an API that asserts claims fails closed where the session object is missing", async () => {
  const { adminApi } = await import("../../snippets/fastify/assert-claims.ts");
  const url = await listen(async (server) => {
    server.addHook("onRoute", (route) => {
      const { handler } = route;
      route.handler = function (request, reply) {
        return handler.call(this, Object.assign(request, { session: undefined }), reply);
      };
    });
    await adminApi(server);
  });
  const headers = { cookie: await pageCookies(core) };
  expect((await fetch(`${url}/api/admin`, { headers })).status).toBe(500);
});
