import { server as createServer, type Lifecycle, type Server } from "@hapi/hapi";
import { RecipeUserId } from "supertokens-node";
import {
  createNewSessionWithoutRequestResponse,
  getSession,
} from "supertokens-node/recipe/session";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pageLoadHeaders } from "../../contract/clients.ts";
import type { RunningMockCore } from "../../mock-core/src/index.ts";
import { loadPage } from "../support/page-load.ts";
import { coreForSnippets, pageCookies, refreshCookies, sharedCookie } from "./app.ts";

let core: RunningMockCore;
let snippets: Awaited<ReturnType<typeof importSnippets>>;
const servers: Server[] = [];

beforeAll(async () => {
  core = await coreForSnippets();
  snippets = await importSnippets();
});

afterAll(async () => {
  for (const server of servers) await server.stop();
  await core?.close();
});

async function importSnippets() {
  const { app } = await import("../../snippets/hapi/app.ts");
  const { requestOf, responseOf } = await import("../../snippets/hapi/context.ts");
  const { deliver } = await import("../../snippets/hapi/deliver.ts");
  const { errorPage } = await import("../../snippets/hapi/error-page.ts");
  const { noStore } = await import("../../snippets/hapi/no-store.ts");
  const { plugin: sdk } = await import("supertokens-node/framework/hapi");
  return { app, requestOf, responseOf, deliver, errorPage, noStore, sdk };
}

/** Starts a server that `setUp` has filled. */
async function start(setUp: (server: Server) => Promise<void> | void): Promise<Server> {
  const server = createServer({ port: 0, host: "localhost", debug: false });
  servers.push(server);
  await setUp(server);
  await server.start();
  return server;
}

const startApp = () => start((server) => server.register({ plugin: snippets.app }));

async function refresh({ info }: Server, cookie: string): Promise<Response> {
  return fetch(`${info.uri}/auth/session/refresh`, {
    method: "POST",
    headers: { rid: "session", cookie },
  });
}

/** The cookie header of the first page after a refresh: `getSession` sets a new access token there. */
async function refreshedCookies(): Promise<string> {
  const response = await refresh(await startApp(), await refreshCookies(core));
  expect(response.status).toBe(200);
  return response.headers.getSetCookie()[0]?.split(";")[0] ?? "";
}

async function visit({ info }: Server, path = "/") {
  const headers = { cookie: await refreshedCookies() };
  const response = await loadPage(info.uri + path, { headers });
  return {
    status: response.status,
    cookies: response.headers.getSetCookie().map((cookie) => cookie.split("=", 1)[0]),
    cache: response.headers.get("cache-control"),
  };
}

describe("a page that fails after the SDK has set a cookie", () => {
  test("keeps it, and stays uncacheable", async () => {
    const { errorPage, noStore, deliver } = snippets;
    const server = await start((server) => {
      for (const each of [errorPage, noStore, deliver]) server.ext("onPreResponse", each);
      server.route({
        method: "GET",
        path: "/",
        handler: async (request) => {
          await getSession(snippets.requestOf(request), snippets.responseOf(request));
          throw new Error("The template is broken");
        },
      });
    });
    expect(await visit(server)).toEqual({
      status: 500,
      cookies: ["sAccessToken"],
      cache: "private, no-store",
    });
  });

  test("loses it with h and the SDK's plugin: Hapi drops the cookies of a 500", async () => {
    const server = await start(async (server) => {
      await server.register(snippets.sdk);
      server.route({
        method: "GET",
        path: "/",
        handler: async (request, h) => {
          await getSession(request, h);
          throw new Error("The template is broken");
        },
      });
    });
    expect(await visit(server)).toEqual({ status: 500, cookies: [], cache: "no-cache" });
  });
});

test("a cookie of the SDK keeps every attribute, its Domain included", async () => {
  const server = await start((server) => {
    server.ext("onPreResponse", snippets.deliver);
    server.route({
      method: "GET",
      path: "/",
      handler: (request) => {
        snippets.responseOf(request).setCookie(...sharedCookie.set);
        return "page";
      },
    });
  });
  expect((await fetch(server.info.uri)).headers.getSetCookie()).toEqual([sharedCookie.header]);
});

describe("h in place of a response", () => {
  const page =
    (response: (h: Parameters<Lifecycle.Method>[1]) => unknown): Lifecycle.Method =>
    async (request, h) => {
      await getSession(request, response(h));
      return "page";
    };

  test("the SDK takes h, of a server that has its plugin", async () => {
    const server = await start(async (server) => {
      await server.register(snippets.sdk);
      server.route({ method: "GET", path: "/", handler: page((h) => h) });
      server.route({ method: "GET", path: "/response", handler: page((h) => h.response()) });
    });
    expect(await visit(server)).toMatchObject({ status: 200, cookies: ["sAccessToken"] });
    expect(await visit(server, "/response")).toMatchObject({ status: 500 });
  });

  test("without the plugin, a page works until the SDK has a header to set", async () => {
    const server = await start((server) => {
      server.route({ method: "GET", path: "/", handler: page((h) => h) });
    });
    const headers = { cookie: await pageCookies(core) };
    expect((await fetch(server.info.uri, { headers })).status).toBe(200);
    expect(await visit(server)).toMatchObject({ status: 500 });
  });

  test("the SDK's plugin repeats the headers of a session error", async () => {
    const exposed = async (server: Server) =>
      (await refresh(server, "")).headers.get("access-control-expose-headers");
    expect(await exposed(await startApp())).toBe(
      "front-token, st-access-token, st-refresh-token",
    );
    expect(await exposed(await start((server) => server.register(snippets.sdk)))).toBe(
      "front-token,st-access-token,st-refresh-token,front-token",
    );
  });
});

describe("onPreResponse", () => {
  const takeOver: Lifecycle.Method = (_request, h) => h.response("replaced").takeover();

  test("an extension that takes over before the app's keeps the cookies from the response", async () => {
    const before = await start(async (server) => {
      server.ext("onPreResponse", takeOver);
      await server.register({ plugin: snippets.app });
    });
    expect(await visit(before, "/dashboard")).toMatchObject({ cookies: [], cache: "no-cache" });
  });

  test("an extension that replaces the response without taking over does not", async () => {
    const replaced = await start(async (server) => {
      server.ext("onPreResponse", (_request, h) => h.response("replaced"));
      await server.register({ plugin: snippets.app });
    });
    expect(await visit(replaced, "/dashboard")).toEqual({
      status: 200,
      cookies: ["sAccessToken"],
      cache: "private, no-store",
    });
  });

  test("responses outside the plugin are left unchanged", async () => {
    const server = await start(async (server) => {
      await server.register({ plugin: snippets.app });
      server.route({ method: "GET", path: "/public", handler: () => "public" });
    });
    expect(await visit(server, "/public")).toEqual({
      status: 200,
      cookies: [],
      cache: "no-cache",
    });
  });
});

test("with mode try, a core that is down looks like a guest; only auth.error tells", async () => {
  const server = await startApp();
  server.route({
    method: "GET",
    path: "/try",
    options: { auth: { strategy: "session", mode: "try" } },
    handler: ({ auth }) => [auth.isAuthenticated, auth.error?.message],
  });
  const cookie = await refreshedCookies();
  // The keys are known from here on.
  await fetch(`${server.info.uri}/dashboard`, { headers: { cookie: await pageCookies(core) } });
  await core.control.outage({ mode: "refuse" });
  try {
    const down = await fetch(`${server.info.uri}/try`, { headers: { cookie } });
    expect(await down.json()).toEqual([false, expect.stringContaining("No SuperTokens core")]);
  } finally {
    await core.control.recover();
  }
  const guest = await fetch(`${server.info.uri}/try`);
  expect(await guest.json()).toEqual([
    false,
    expect.stringContaining("Session does not exist"),
  ]);
});

describe("server.inject", () => {
  test("needs the cookie header, and no listening server", async () => {
    const server = createServer({ debug: false });
    await server.register({ plugin: snippets.app });
    const guest = await server.inject({ url: "/dashboard?tab=1", headers: pageLoadHeaders });
    expect(guest.headers.location).toBe("/refresh-session?redirectBack=%2Fdashboard%3Ftab%3D1");
    const headers = { cookie: await pageCookies(core) };
    const user = await server.inject({ url: "/dashboard", headers });
    expect([user.statusCode, user.payload]).toEqual([200, expect.stringContaining("alice")]);
  });

  test("with credentials it goes past the scheme of an API route, and not past a page", async () => {
    const server = await startApp();
    const session = await createNewSessionWithoutRequestResponse(
      "public",
      new RecipeUserId("alice"),
    );
    const auth = { strategy: "session", credentials: { scope: [], session } };
    const api = await server.inject({ url: "/api/user", auth });
    expect([api.statusCode, JSON.parse(api.payload).userId]).toEqual([200, "alice"]);
    expect(
      (await server.inject({ url: "/dashboard", auth, headers: pageLoadHeaders })).statusCode,
    ).toBe(302);
  });
});

test("a cookie that Hapi cannot parse does not keep anybody from the app", async () => {
  const server = await startApp();
  const cookie = `${await pageCookies(core)}; settings={"theme":"dark"}`;
  const status = async (path: string) =>
    (await fetch(server.info.uri + path, { headers: { cookie } })).status;
  for (const path of ["/dashboard", "/dashboard-jwt", "/welcome", "/api/user"]) {
    expect([path, await status(path)]).toEqual([path, 200]);
  }
  const refreshed = await refresh(server, `${await refreshCookies(core)}; settings={"a":1}`);
  expect(refreshed.status).toBe(200);
  server.route({ method: "GET", path: "/other", handler: () => "other" });
  expect(await status("/other")).toBe(400);
});

describe("an error before the handler", () => {
  /** The parts of a response by which a cache and a browser go. */
  async function send(path: string, headers: Record<string, string>, body: string) {
    const { info } = await startApp();
    const response = await fetch(info.uri + path, { method: "POST", headers, body });
    const { status } = response;
    const [type, cache, vary] = ["content-type", "cache-control", "vary"].map((name) =>
      response.headers.get(name),
    );
    return { status, type: type?.split(";")[0], cache, vary, text: await response.text() };
  }
  const uncacheable = { cache: "private, no-store", vary: "cookie" };

  test.each([
    ["a type that the route does not allow", 415, "/login", "text/csv", "alice"],
    ["JSON that is cut off, for an API", 400, "/api/user", "application/json", "{"],
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
      // The payload comes after the authentication, which an API needs.
      const headers = { "content-type": type, rid: "session", cookie: await pageCookies(core) };
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

  test.each([";;;", "text/html;q=nonsense", ""])(
    "with Accept %j it stays uncacheable",
    async (accept) => {
      const headers = { "content-type": "text/csv", accept };
      expect(await send("/login", headers, "alice")).toMatchObject({
        status: 415,
        ...uncacheable,
      });
    },
  );
});

test("with mode try, an API that asserts claims fails closed without a session", async () => {
  const { adminApi } = await import("../../snippets/hapi/assert-claims.ts");
  const server = await start((server) => {
    server.auth.scheme("none", () => ({
      authenticate: (_request, h) => h.unauthenticated(new Error("No session")),
    }));
    server.auth.strategy("session", "none");
    const auth = { strategy: "session", mode: "try" } as const;
    server.route({ ...adminApi, options: { ...adminApi.options, auth } });
  });
  expect((await fetch(`${server.info.uri}/api/admin`)).status).toBe(500);
});
