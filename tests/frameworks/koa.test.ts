import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { bodyParser } from "@koa/bodyparser";
import Koa, { type Context, type Middleware } from "koa";
import { getSession } from "supertokens-node/recipe/session";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunningMockCore } from "../../mock-core/src/index.ts";
import { coreForSnippets, refreshCookies, sharedCookie } from "./app.ts";

let core: RunningMockCore;
let snippets: Awaited<ReturnType<typeof importSnippets>>;
const listeners: Server[] = [];

beforeAll(async () => {
  core = await coreForSnippets();
  snippets = await importSnippets();
});

afterAll(async () => {
  for (const listener of listeners) listener.close();
  await core?.close();
});

async function importSnippets() {
  const { addTo } = await import("../../snippets/koa/app.ts");
  const { requestOf, responseOf } = await import("../../snippets/koa/context.ts");
  const { errorPage } = await import("../../snippets/koa/error-page.ts");
  const { noStore } = await import("../../snippets/koa/no-store.ts");
  const sdk = await import("supertokens-node/framework/koa");
  return { addTo, requestOf, responseOf, errorPage, noStore, sdk };
}

/** Listens with the app that `setUp` builds. */
async function listen(setUp: (server: Koa) => void): Promise<string> {
  const server = new Koa();
  server.silent = true;
  setUp(server);
  const listener = server.listen(0, "localhost");
  listeners.push(listener);
  await new Promise((resolve) => listener.once("listening", resolve));
  return `http://localhost:${(listener.address() as AddressInfo).port}`;
}

async function refresh(url: string): Promise<Response> {
  return fetch(`${url}/auth/session/refresh`, {
    method: "POST",
    headers: { rid: "session", cookie: await refreshCookies(core) },
  });
}

/** The cookie header of the first page after a refresh: `getSession` sets a new access token there. */
async function refreshedCookies(): Promise<string> {
  const response = await refresh(await listen(snippets.addTo));
  expect(response.status).toBe(200);
  return response.headers.getSetCookie()[0]?.split(";")[0] ?? "";
}

describe("a page that fails after the SDK has set a cookie", () => {
  async function broken(ctx: Context) {
    await getSession(snippets.requestOf(ctx), snippets.responseOf(ctx));
    throw new Error("The template is broken");
  }
  async function visit(url: string) {
    const { status, headers } = await fetch(url, {
      headers: { cookie: await refreshedCookies() },
    });
    const cookies = headers.getSetCookie().map((cookie) => cookie.split("=", 1)[0]);
    return { status, cookies, cache: headers.get("cache-control") };
  }

  test("keeps it, and stays uncacheable, with the error middleware", async () => {
    const url = await listen((server) => {
      server.use(snippets.noStore).use(snippets.errorPage).use(broken);
    });
    expect(await visit(url)).toEqual({
      status: 500,
      cookies: ["sAccessToken"],
      cache: "private, no-store",
    });
  });

  test("loses both without it: Koa takes every header back", async () => {
    const url = await listen((server) => {
      server.use(snippets.noStore).use(broken);
    });
    expect(await visit(url)).toEqual({ status: 500, cookies: [], cache: null });
  });
});

describe("ctx.respond = false", () => {
  const bypass: Middleware = async (ctx, next) => {
    ctx.respond = false;
    await next();
    if (!ctx.res.writableEnded) ctx.res.end("nothing was sent");
  };

  test("leaves a response of the SDK unsent", async () => {
    const url = await listen((server) => {
      server.use(bypass);
      snippets.addTo(server);
    });
    expect(await (await fetch(`${url}/api/user`)).text()).toBe("nothing was sent");
  });

  test("keeps the cookies of the SDK in what a handler writes on its own", async () => {
    const url = await listen((server) => {
      server.use(async (ctx) => {
        await getSession(snippets.requestOf(ctx), snippets.responseOf(ctx));
        ctx.respond = false;
        ctx.res.end("written by hand");
      });
    });
    const response = await fetch(url, { headers: { cookie: await refreshedCookies() } });
    expect(await response.text()).toBe("written by hand");
    expect(response.headers.getSetCookie()).toHaveLength(1);
  });
});

describe("cookies", () => {
  test("a refresh token that another server has encoded is accepted", async () => {
    expect((await refresh(await listen(snippets.addTo))).status).toBe(200);
  });

  test("with the SDK's own middleware the same token is refused, and the session deleted", async () => {
    const response = await refresh(
      await listen((server) => {
        server.use(snippets.sdk.middleware());
      }),
    );
    expect(response.status).toBe(401);
    expect(response.headers.getSetCookie().join()).toContain("sRefreshToken=;");
  });

  /** Sets a secure cookie as the SDK does, behind a proxy that ended TLS, in an app that has keys. */
  const withKeys = (wrap: "responseOf" | "wrapResponse") => (server: Koa) => {
    server.keys = ["key"];
    server.use(async (ctx) => {
      const wrapped =
        wrap === "responseOf" ? snippets.responseOf(ctx) : snippets.sdk.wrapResponse(ctx);
      wrapped.setCookie("name", "value", undefined, true, true, Date.now() + 1e6, "/", "lax");
      wrapped.setCookie("name", "new", undefined, true, true, Date.now() + 1e6, "/", "lax");
      ctx.body = "set";
    });
  };

  test("a secure cookie can be set behind a proxy, once, and without a signature", async () => {
    const response = await fetch(await listen(withKeys("responseOf")));
    expect(response.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^name=new; .*Secure/),
    ]);
  });

  test("a cookie of the SDK keeps every attribute, its Domain included", async () => {
    const url = await listen((server) => {
      server.use(async (ctx) => {
        snippets.responseOf(ctx).setCookie(...sharedCookie.set);
        ctx.body = "set";
      });
    });
    expect((await fetch(url)).headers.getSetCookie()).toEqual([sharedCookie.header]);
  });

  test("with the SDK's own wrapper it throws, or with app.proxy, is joined by a signature", async () => {
    const url = await listen(withKeys("wrapResponse"));
    expect((await fetch(url)).status).toBe(500);
    const proxied = await listen((server) => {
      server.proxy = true;
      withKeys("wrapResponse")(server);
    });
    const response = await fetch(proxied, { headers: { "x-forwarded-proto": "https" } });
    expect(response.headers.getSetCookie().map((cookie) => cookie.split("=", 1)[0])).toEqual([
      "name",
      "name.sig",
    ]);
  });
});

test("behind a body parser the SDK reads an empty body", async () => {
  const echo: Middleware = async (ctx) => {
    ctx.body = { read: await snippets.requestOf(ctx).getJSONBody() };
  };
  const send = async (url: string) => {
    const headers = { "content-type": "application/json" };
    return (await fetch(url, { method: "POST", headers, body: '{"a":1}' })).json();
  };
  expect(await send(await listen((server) => server.use(echo)))).toEqual({ read: { a: 1 } });
  expect(await send(await listen((server) => server.use(bodyParser()).use(echo)))).toEqual({
    read: {},
  });
});

describe("an error before the handler", () => {
  const form = "application/x-www-form-urlencoded";
  /** The parts of a response by which a cache and a browser go. */
  async function send(headers: Record<string, string>, body: string) {
    const url = await listen(snippets.addTo);
    const response = await fetch(`${url}/login`, { method: "POST", headers, body });
    const { status } = response;
    const [type, cache, vary] = ["content-type", "cache-control", "vary"].map((name) =>
      response.headers.get(name),
    );
    return { status, type: type?.split(";")[0], cache, vary, text: await response.text() };
  }
  const uncacheable = { cache: "private, no-store", vary: "Cookie" };

  test.each([
    ["a form over the limit", 413, "cannot be read", form, `a=${"x".repeat(300_000)}`],
    ["an unknown encoding", 415, "cannot be read", form, "user=alice", "klingon"],
    ["a body that does not decompress", 400, "cannot be read", form, "user=alice", "gzip"],
    [
      "JSON, which the sign-in does not read",
      400,
      "Who are you?",
      "application/json",
      '{"user":"alice"}',
    ],
    ["a form without a user", 400, "Who are you?", form, "a=1"],
  ])(
    "%s is %i: a page for a browser, JSON for a script, uncacheable",
    async (_what, status, message, type, body, encoding = "identity") => {
      const headers = { "content-type": type, "content-encoding": encoding };
      expect(await send({ ...headers, accept: "text/html" }, body)).toEqual({
        status,
        type: "text/html",
        ...uncacheable,
        text: expect.stringContaining("Try again"),
      });
      const json = await send({ ...headers, accept: "application/json" }, body);
      expect({ ...json, text: JSON.parse(json.text) }).toEqual({
        status,
        type: "application/json",
        ...uncacheable,
        text: { message: expect.stringContaining(message) },
      });
    },
  );

  test("a request of another site is refused before its body is looked at", async () => {
    const headers = {
      "content-type": form,
      "content-encoding": "klingon",
      origin: "https://evil.example",
    };
    expect(await send(headers, "user=alice")).toEqual({
      status: 403,
      type: "text/plain",
      ...uncacheable,
      text: "This request comes from another site",
    });
  });
});

test("the message of an error that is not the client's fault is not shown", async () => {
  const url = await listen((server) => {
    server.use(snippets.errorPage).use((ctx) => {
      if (ctx.path === "/status") throw Object.assign(new Error("secret"), { status: 404 });
      ctx.throw(503, "secret");
    });
  });
  const shown = async (path: string) => {
    const response = await fetch(url + path);
    return [response.status, await response.json()];
  };
  expect(await shown("/")).toEqual([500, { message: "internal error" }]);
  expect(await shown("/status")).toEqual([404, { message: "bad request" }]);
});

test("an API that asserts claims fails closed where the session is missing", async () => {
  const { secret } = await import("../../snippets/koa/assert-claims.ts");
  const url = await listen((server) => {
    server.use(snippets.errorPage).use(secret);
  });
  expect((await fetch(url)).status).toBe(500);
});
