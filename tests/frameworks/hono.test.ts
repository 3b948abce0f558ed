import { once } from "node:events";
import { Agent, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { setCookie } from "hono/cookie";
import { cors } from "hono/cors";
import { csrf } from "hono/csrf";
import { HTTPException } from "hono/http-exception";
import { stream, streamSSE } from "hono/streaming";
import {
  getCookieFromRequest,
  handleAuthAPIRequest,
  withSession,
} from "supertokens-node/custom";
import { CollectingResponse, type PreParsedRequest } from "supertokens-node/framework/custom";
import { getSession } from "supertokens-node/recipe/session";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { pageLoadHeaders } from "../../contract/clients.ts";
import type { RunningMockCore } from "../../mock-core/src/index.ts";
import type { SdkEnv } from "../../snippets/hono/super-tokens.ts";
import { coreForSnippets, pageCookies, refreshCookies, sharedCookie } from "./app.ts";

const origin = "http://localhost:3000";

// Before @hono/node-server serves and replaces it with its own, whose redirects do allow changes of their headers. Bun, Deno
// and workerd have the standard's.
const StandardResponse = Response;

let core: RunningMockCore;
let snippets: Awaited<ReturnType<typeof importSnippets>>;
const listeners: Server[] = [];

beforeAll(async () => {
  core = await coreForSnippets();
  snippets = await importSnippets();
});

afterEach(() => vi.restoreAllMocks());

afterAll(async () => {
  for (const listener of listeners) listener.close();
  await core?.close();
});

async function importSnippets() {
  const { app } = await import("../../snippets/hono/app.ts");
  const { superTokens } = await import("../../snippets/hono/super-tokens.ts");
  const { noStore } = await import("../../snippets/hono/no-store.ts");
  const { onError } = await import("../../snippets/hono/error-page.ts");
  const { sdkRequest } = await import("../../snippets/hono/sdk-request.ts");
  const { deliver } = await import("../../snippets/hono/deliver.ts");
  return { app, superTokens, noStore, onError, sdkRequest, deliver };
}

/** An app with the guide's middleware, in its order, and this handler at `/`. */
function appWith(handler: (c: Context<SdkEnv>) => Response | Promise<Response>) {
  const app = new Hono<SdkEnv>();
  app.use(snippets.noStore, snippets.superTokens);
  app.onError(snippets.onError);
  app.get("/", handler);
  return app;
}

const sessionOf = ({ var: { sdk } }: Context<SdkEnv>) => getSession(sdk.request, sdk.response);

const refreshFor = (cookie: string) =>
  new Request(`${origin}/auth/session/refresh`, {
    method: "POST",
    headers: { rid: "session", cookie },
  });

/** The cookie header of the first page after a refresh: `getSession` sets a new access token there. */
async function refreshedCookies(): Promise<string> {
  const response = await snippets.app.request(refreshFor(await refreshCookies(core)));
  expect(response.status).toBe(200);
  return response.headers.getSetCookie()[0]?.split(";")[0] ?? "";
}

const cookiesOf = ({ headers }: Response) =>
  headers.getSetCookie().map((cookie) => cookie.split("=", 1)[0]);

/** What the first page after a refresh brings. */
async function visit(app: Hono<SdkEnv>) {
  const headers = { cookie: await refreshedCookies(), accept: "text/html" };
  const response = await app.request("/", { headers });
  const cache = response.headers.get("cache-control");
  return { status: response.status, cookies: cookiesOf(response), cache };
}

/** Listens with an app, as Node runs it. */
async function listen({ fetch }: Pick<Hono, "fetch">): Promise<string> {
  const server = serve({ fetch, port: 0, hostname: "localhost" }) as Server;
  listeners.push(server);
  await once(server, "listening");
  return `http://localhost:${(server.address() as AddressInfo).port}`;
}

describe("the first page after a refresh keeps the new access token and stays private", () => {
  const kept = { cookies: ["sAccessToken"], cache: "private, no-store" };

  test.each<[string, number, (c: Context) => Response | Promise<Response>]>([
    ["a page", 200, (c) => c.html("page")],
    ["a redirect", 302, (c) => c.redirect("/elsewhere")],
    ["a new Response", 200, () => new Response("page")],
    [
      "a response whose headers cannot be changed",
      303,
      () => StandardResponse.redirect(`${origin}/elsewhere`, 303),
    ],
    ["a response without a body", 204, (c) => c.body(null, 204)],
    [
      "an HTTPException",
      404,
      () => {
        throw new HTTPException(404, { message: "no such order" });
      },
    ],
    [
      "an HTTPException with a response of its own",
      409,
      () => {
        throw new HTTPException(409, { res: new Response("taken", { status: 409 }) });
      },
    ],
    [
      "any other error",
      500,
      () => {
        throw new Error("The template is broken");
      },
    ],
    ["a page that is not there", 404, (c) => c.notFound()],
    ["a stream", 200, (c) => stream(c, async (body) => void (await body.write("part")))],
  ])("%s: %i", async (_, status, respond) => {
    vi.spyOn(console, "error").mockReturnValue();
    const app = appWith(async (c) => {
      await sessionOf(c);
      return respond(c);
    });
    expect(await visit(app)).toEqual({ status, ...kept });
  });

  test("server-sent events over a socket: the headers arrive before the first event", async () => {
    let release = () => {};
    const url = await listen(
      appWith(async (c) => {
        await sessionOf(c);
        return streamSSE(c, async (events) => {
          await new Promise<void>((resolve) => {
            release = resolve;
          });
          await events.writeSSE({ data: "first" });
        });
      }),
    );
    const response = await fetch(url, { headers: { cookie: await refreshedCookies() } });
    expect(cookiesOf(response)).toEqual(["sAccessToken"]);
    release();
    expect(await response.text()).toBe("data: first\n\n");
  });
});

test("a session that is read within a stream comes too late: the new access token is lost", async () => {
  const read: string[] = [];
  const app = appWith((c) =>
    stream(c, async (body) => {
      await body.write("part");
      read.push((await sessionOf(c)).getUserId());
    }),
  );
  const response = await app.request("/", { headers: { cookie: await refreshedCookies() } });
  await response.text();
  expect([read, cookiesOf(response)]).toEqual([["alice"], []]);
});

describe("headers in Hono", () => {
  test("a cookie of the app's own arrives with those of the SDK", async () => {
    const app = appWith(async (c) => {
      setCookie(c, "theme", "dark");
      await sessionOf(c);
      return c.text("page");
    });
    expect((await visit(app)).cookies).toEqual(["theme", "sAccessToken"]);
  });

  test("a response that is only assigned loses the SDK's cookies to those of the app", async () => {
    const app = new Hono<SdkEnv>();
    app.use(async (c, next) => {
      const sdk = {
        request: snippets.sdkRequest(c.req.raw),
        response: new CollectingResponse(),
      };
      c.set("sdk", sdk);
      await next();
      c.res = snippets.deliver(c.res, sdk.response);
    });
    app.get("/", async (c) => {
      setCookie(c, "theme", "dark");
      await sessionOf(c);
      return c.text("page");
    });
    expect((await visit(app)).cookies).toEqual(["theme"]);
  });

  test("a header that is set before the handler is not part of a new Response", async () => {
    const app = new Hono();
    app.use(async (c, next) => {
      c.header("Cache-Control", "private, no-store");
      await next();
    });
    app.get("/page", (c) => c.text("page"));
    app.get("/response", () => new Response("page"));
    const cache = async (path: string) =>
      (await app.request(path)).headers.get("cache-control");
    expect([await cache("/page"), await cache("/response")]).toEqual([
      "private, no-store",
      null,
    ]);
  });

  test("a header that is set after the response has gone out is lost, without an error", async () => {
    const app = new Hono();
    app.get("/", (c) =>
      stream(c, async (body) => {
        await body.write("part");
        c.header("Set-Cookie", "late=1");
      }),
    );
    const response = await fetch(await listen(app));
    expect([await response.text(), cookiesOf(response)]).toEqual(["part", []]);
  });

  test("what the app's CORS settings expose stays exposed", async () => {
    const app = new Hono<SdkEnv>();
    app.use(snippets.superTokens, cors({ origin, exposeHeaders: ["X-Total"] }));
    app.get("/", async (c) => c.text((await sessionOf(c)).getUserId()));
    const headers = { cookie: await refreshedCookies(), origin };
    const response = await app.request("/", { headers });
    expect(response.headers.get("access-control-expose-headers")).toBe("X-Total, front-token");
  });

  test("two requests at once share nothing", async () => {
    const [first, second] = [await refreshedCookies(), await pageCookies(core)];
    const responses = await Promise.all(
      [first, second].map((cookie) =>
        snippets.app.request("/dashboard", { headers: { ...pageLoadHeaders, cookie } }),
      ),
    );
    expect(responses.map(cookiesOf)).toEqual([["sAccessToken"], []]);
  });
});

describe("the SDK's helpers for Request and Response", () => {
  const pageFor = (cookie: string) =>
    new Request(`${origin}/dashboard`, { headers: { cookie } });

  test("withSession never calls the handler without a session: 401, in JSON", async () => {
    const handler = vi.fn(async () => new Response("page"));
    const app = new Hono();
    app.get("/dashboard", (c) => withSession(c.req.raw, handler));
    const response = await app.request("/dashboard", { headers: pageLoadHeaders });
    expect([response.status, await response.json()]).toEqual([
      401,
      { message: "unauthorised" },
    ]);
    expect(handler).not.toHaveBeenCalled();
    // The guide's page redirects.
    const guide = await snippets.app.request("/dashboard?tab=1", { headers: pageLoadHeaders });
    expect([guide.status, guide.headers.get("location")]).toEqual([
      302,
      "/refresh-session?redirectBack=%2Fdashboard%3Ftab%3D1",
    ]);
  });

  test("withSession calls a handler that throws a redirect a second time", async () => {
    const seen: string[] = [];
    const redirect = new HTTPException(302, { res: new Response(null, { status: 302 }) });
    const app = new Hono();
    app.onError((error) => (error as HTTPException).getResponse());
    app.get("/dashboard", (c) =>
      withSession(c.req.raw, async (error) => {
        seen.push(error ? "the redirect, as an error" : "a session");
        throw redirect;
      }),
    );
    const headers = { cookie: await refreshedCookies() };
    const response = await app.request("/dashboard", { headers });
    expect(seen).toEqual(["a session", "the redirect, as an error"]);
    expect([response.status, cookiesOf(response)]).toEqual([302, []]);
  });

  test("withSession loses the new access token where a page redirects with Response.redirect", async () => {
    const errors: unknown[] = [];
    const page = (cookie: string) =>
      withSession(pageFor(cookie), async (error) => {
        if (error) errors.push(error);
        if (error) return new Response("failed", { status: 500 });
        return StandardResponse.redirect(origin, 303);
      });
    expect((await page(await pageCookies(core))).status).toBe(303);
    const response = await page(await refreshedCookies());
    expect([response.status, cookiesOf(response)]).toEqual([500, []]);
    expect(errors).toEqual([expect.any(TypeError)]);
  });

  test("a cookie that cannot be decoded fails every request, and none with the guide's code", async () => {
    const cookie = `discount=100%; ${await pageCookies(core)}`;
    expect(() => getCookieFromRequest(pageFor(cookie))).toThrow(URIError);
    const refresh = `discount=100%; ${await refreshCookies(core)}`;
    await expect(handleAuthAPIRequest()(refreshFor(refresh))).rejects.toThrow(URIError);
    const headers = { ...pageLoadHeaders, cookie };
    expect((await snippets.app.request("/dashboard", { headers })).status).toBe(200);
    expect((await snippets.app.request(refreshFor(refresh))).status).toBe(200);
  });
});

describe("sdkRequest", () => {
  const read = (init: RequestInit & { duplex?: "half" } = {}, path = "/") =>
    snippets.sdkRequest(new Request(origin + path, init));

  test.each([
    ["GET", "get"],
    ["HEAD", "get"],
    ["POST", "post"],
    ["OPTIONS", "options"],
    ["PROPFIND", "post"],
  ])("presents %s as %s", (method, presented) => {
    expect(read({ method }).getMethod()).toBe(presented);
  });

  test("reads each cookie to its end, decodes what can be decoded, and takes the first of two", () => {
    const cookie = "a=b=c; discount=100%; token=x%2By; token=second; empty=";
    const request = read({ headers: { cookie } });
    const values = ["a", "discount", "token", "empty", "none"].map((name) =>
      request.getCookieValue(name),
    );
    expect(values).toEqual(["b=c", "100%", "x+y", "", undefined]);
    expect(request.getHeaderValue("cookie")).toBe(cookie);
  });

  test("reads the query, and a form", async () => {
    expect(read({}, "/?a=1&a=2&b=%26").getKeyValueFromQuery("b")).toBe("&");
    const body = new URLSearchParams({ user: "alice" });
    expect(await read({ method: "POST", body }).original.getFormBody()).toEqual({
      user: "alice",
    });
  });

  test.each<[string, string, (request: PreParsedRequest) => Promise<unknown>]>([
    ["application/json", '{"email": "ali', (request) => request.original.getJSONBody()],
    ["multipart/form-data; boundary=x", "--x", (request) => request.original.getFormBody()],
  ])("a body of %s that is cut off is the client's fault: 400", async (type, body, get) => {
    const app = appWith((c) => c.text("unused"));
    app.post("/read", async (c) => c.json(await get(c.var.sdk.request)));
    const headers = { "content-type": type };
    const response = await app.request("/read", { method: "POST", headers, body });
    expect([response.status, await response.json()]).toEqual([
      400,
      { message: "The body of the request cannot be read" },
    ]);
  });
});

describe("deliver", () => {
  const collected = (...cookies: Parameters<CollectingResponse["setCookie"]>[]) => {
    const response = new CollectingResponse();
    for (const cookie of cookies) response.setCookie(...cookie);
    return response;
  };
  const [name, , domain, ...rest] = sharedCookie.set;

  test("a cookie keeps every attribute, its Domain included", () => {
    const response = snippets.deliver(new Response(), collected([...sharedCookie.set]));
    expect(response.headers.getSetCookie()).toEqual([sharedCookie.header]);
  });

  test("a cookie that is set twice is sent once, the last one", () => {
    const twice = collected([name, "old", domain, ...rest], [...sharedCookie.set]);
    const response = snippets.deliver(new Response(), twice);
    expect(response.headers.getSetCookie()).toEqual([sharedCookie.header]);
  });

  test("cookies of one name for two domains are two", () => {
    const both = collected([name, "", "old.example.com", ...rest], [...sharedCookie.set]);
    const response = snippets.deliver(new Response(), both);
    expect(response.headers.getSetCookie()).toEqual([
      expect.stringContaining("Domain=old.example.com"),
      sharedCookie.header,
    ]);
  });

  test("the response keeps its status, its body and its own headers", async () => {
    const headers = new Headers([
      ["Set-Cookie", "a=1"],
      ["Set-Cookie", "b=2"],
      ["X-Own", "1"],
    ]);
    const init = { status: 418, statusText: "Teapot", headers };
    const response = snippets.deliver(
      new Response("tea", init),
      collected([...sharedCookie.set]),
    );
    expect([response.status, response.statusText, await response.text()]).toEqual([
      418,
      "Teapot",
      "tea",
    ]);
    expect(cookiesOf(response)).toEqual(["a", "b", "sAccessToken"]);
    expect(response.headers.get("x-own")).toBe("1");
  });
});

describe("a body over the limit, on Node", () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  afterAll(() => agent.destroy());

  /** Posts over the agent's one connection. */
  const post = (url: string, body: string) =>
    new Promise<number | string>((resolve) => {
      const headers = { "content-type": "application/x-www-form-urlencoded" };
      const sent = request(url, { method: "POST", agent, headers }, (response) => {
        response.resume().once("end", () => resolve(response.statusCode ?? 0));
      });
      sent.once("error", ({ message }) => resolve(message));
      sent.end(body);
    });
  const tooLarge = `a=${"x".repeat(300_000)}`;

  test("is 413, and the next request of the connection gets its response", async () => {
    const url = `${await listen(snippets.app)}/login`;
    expect([await post(url, tooLarge), await post(url, "a=1")]).toEqual([413, 400]);
  });

  test("with bodyLimit alone the next request fails: the rest of the body blocks it", async () => {
    const app = new Hono();
    app.post("/", bodyLimit({ maxSize: 100_000 }), (c) => c.text("read", 400));
    const url = await listen(app);
    expect([await post(url, tooLarge), await post(url, "a=1")]).toEqual([
      413,
      "socket hang up",
    ]);
  });
});

describe("hono/csrf in place of the guide's sameOrigin", () => {
  const app = new Hono();
  app.use(csrf());
  app.post("/auth/session/refresh", (c) => c.text("refreshed"));
  const refresh = async (headers: Record<string, string>) =>
    (await app.request(`${origin}/auth/session/refresh`, { method: "POST", headers })).status;

  test("checks the refresh, which has no content type, as a form: by Fetch Metadata or Origin", async () => {
    expect(await refresh({ "sec-fetch-site": "same-origin" })).toBe(200);
    expect(await refresh({ origin })).toBe(200);
    expect(await refresh({ "sec-fetch-site": "cross-site" })).toBe(403);
    expect(await refresh({ origin: "https://evil.example" })).toBe(403);
  });

  test("refuses a client other than a browser, which sends neither", async () => {
    expect(await refresh({})).toBe(403);
    const guide = refreshFor(await refreshCookies(core));
    expect((await snippets.app.request(guide)).status).toBe(200);
  });

  test("lets JSON of another site through, which the guide's sameOrigin refuses", async () => {
    const headers = { origin: "https://evil.example", "content-type": "application/json" };
    expect(await refresh(headers)).toBe(200);
    const init = { method: "POST", headers: { ...headers, rid: "session" } };
    expect((await snippets.app.request("/auth/session/refresh", init)).status).toBe(403);
  });
});

test("an API that asserts claims fails closed where the session is missing", async () => {
  vi.spyOn(console, "error").mockReturnValue();
  const { secret } = await import("../../snippets/hono/assert-claims.ts");
  const app = new Hono();
  app.get("/", secret as never);
  expect((await app.request("/")).status).toBe(500);
});
