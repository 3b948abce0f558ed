import { BindingScope, inject, intercept } from "@loopback/core";
import {
  DefaultSequence,
  get,
  MiddlewareSequence,
  type RequestContext,
  RestApplication,
  RestBindings,
} from "@loopback/rest";
import { middleware } from "supertokens-node/framework/loopback";
import { getSession } from "supertokens-node/recipe/session";
import { verifySession } from "supertokens-node/recipe/session/framework/loopback";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import type { RunningMockCore } from "../../mock-core/src/index.ts";
import { coreForSnippets, pageCookies, refreshCookies } from "./app.ts";
import { decorate } from "./decorate.ts";
import { sendForeign } from "./foreign-requests.ts";

const rest = { port: 0, host: "127.0.0.1" };

let core: RunningMockCore;
/** The snippets have a TypeScript configuration of their own, with decorators. */
let Example: new (config: object) => RestApplication;
let app: RestApplication | undefined;

beforeAll(async () => {
  core = await coreForSnippets();
  const file = "../../snippets/loopback/app.ts";
  Example = (await import(file)).ExampleApplication;
});

afterEach(async () => {
  vi.restoreAllMocks();
  await app?.stop();
});
afterAll(() => core?.close());

async function start(application: RestApplication): Promise<string> {
  app = application;
  await app.start();
  return app.restServer.url ?? "";
}

/** A controller whose page needs a session, by the context that is injected. */
function controller() {
  class Page {
    readonly ctx: RequestContext;
    constructor(ctx: RequestContext) {
      this.ctx = ctx;
    }
    async page() {
      const session = await getSession(this.ctx, this.ctx);
      return `Signed in as ${session.getUserId()}`;
    }
  }
  decorate(Page, "page", [get("/page")]);
  inject(RestBindings.Http.CONTEXT)(Page, undefined, 0);
  return Page;
}

test("each controller gets the context of its own request, and with it its own session", async () => {
  const url = await start(new Example({ rest }));
  const users = Array.from({ length: 20 }, (_, index) => `user-${index}`);
  const found = await Promise.all(
    users.map(async (userId) => {
      const { accessToken } = await core.control.createSession({
        userId,
        payload: { roles: { v: [], t: Date.now() } },
      });
      const headers = { cookie: `sAccessToken=${accessToken}` };
      const body = await (await fetch(`${url}/api/user`, { headers })).json();
      return (body as { userId: string }).userId;
    }),
  );
  expect(found).toEqual(users);
});

test("a controller that is bound as a singleton has no request to verify", async () => {
  const errors = vi.spyOn(console, "error").mockReturnValue();
  const example = new Example({ rest });
  example.controller(controller()).inScope(BindingScope.SINGLETON);
  const url = await start(example);
  const headers = { cookie: await pageCookies(core) };
  expect((await fetch(`${url}/page`, { headers })).status).toBe(500);
  expect(String(errors.mock.calls[0])).toContain("rest.http.request.context");
});

test("the SDK's middleware responds to what a controller lets through", async () => {
  const example = new Example({ rest });
  example.controller(controller());
  const url = await start(example);
  const response = await fetch(`${url}/page`);
  expect([response.status, await response.json()]).toEqual([401, { message: "unauthorised" }]);
});

test("a request of another site is refused whatever its path, method and body", async () => {
  const url = await start(new Example({ rest }));
  expect(await sendForeign(url)).toEqual([]);
});

test("an error of the server's own with a status ends on the error page, which hides its message", async () => {
  vi.spyOn(console, "error").mockReturnValue();
  class Failing {
    page() {
      throw Object.assign(new Error("secret"), { statusCode: 503, expose: true });
    }
  }
  decorate(Failing, "page", [get("/failing")]);
  const example = new Example({ rest });
  example.controller(Failing);
  const response = await fetch(`${await start(example)}/failing`);
  expect([response.status, await response.json()]).toEqual([
    500,
    { message: "internal error" },
  ]);
});

test("the sequence of actions, as older apps have it, does not run the SDK's middleware at all", async () => {
  vi.spyOn(console, "error").mockReturnValue();
  const plain = new RestApplication({ rest });
  plain.middleware(middleware);
  const refresh = async (url: string) => {
    const headers = { rid: "session", cookie: await refreshCookies(core) };
    return (await fetch(`${url}/auth/session/refresh`, { method: "POST", headers })).status;
  };
  expect(await refresh(await start(plain))).toBe(200);
  await app?.stop();

  const older = new RestApplication({ rest });
  older.sequence(DefaultSequence);
  older.middleware(middleware);
  expect(await refresh(await start(older))).toBe(404);
});

test("a group of middleware without a place comes first of all, where nobody's errors reach it", async () => {
  vi.spyOn(console, "error").mockReturnValue();
  const plain = new RestApplication({ rest });
  plain.sequence(MiddlewareSequence);
  plain.middleware(middleware, { group: "supertokens" });
  plain.controller(controller());
  expect((await fetch(`${await start(plain)}/page`)).status).toBe(500);
});

test("the SDK's interceptor responds on its own, and the handler never runs", async () => {
  let reached = 0;
  class Guarded {
    async page() {
      reached += 1;
      return "handler";
    }
  }
  decorate(Guarded, "page", [get("/guarded")]);
  intercept(verifySession())(Guarded);
  const example = new Example({ rest });
  example.controller(Guarded);
  const url = await start(example);
  const response = await fetch(`${url}/guarded`);
  expect([response.status, await response.json()]).toEqual([401, { message: "unauthorised" }]);
  const headers = { cookie: await pageCookies(core) };
  const page = await fetch(`${url}/guarded`, { headers });
  expect(await page.text()).toBe("handler");
  expect(page.headers.get("content-type")).toContain("text/plain");
  expect(reached).toBe(1);
});

test("HEAD gets the response of GET, which LoopBack alone does not send", async () => {
  const headers = { cookie: await pageCookies(core) };
  const head = (url: string, path: string) =>
    fetch(url + path, { method: "HEAD", headers }).then(({ status }) => status);
  expect(await head(await start(new Example({ rest })), "/dashboard")).toBe(200);
  await app?.stop();

  vi.spyOn(console, "error").mockReturnValue();
  const plain = new RestApplication({ rest });
  plain.controller(controller());
  expect(await head(await start(plain), "/page")).toBe(404);
});

test("another site is not allowed to read responses with cookies, as LoopBack alone would have it", async () => {
  const origin = async (url: string) =>
    (await fetch(`${url}/nothing`, { headers: { origin: "http://evil.example" } })).headers.get(
      "access-control-allow-origin",
    );
  expect(await origin(await start(new Example({ rest })))).toBe("http://localhost:3000");
  await app?.stop();

  vi.spyOn(console, "error").mockReturnValue();
  expect(await origin(await start(new RestApplication({ rest })))).toBe("*");
});

test("a client error keeps LoopBack's own response", async () => {
  const url = await start(new Example({ rest }));
  expect((await fetch(`${url}/nothing`)).status).toBe(404);
  expect((await fetch(`${url}/auth/nothing`)).status).toBe(404);
  const send = (headers: Record<string, string>, body: string) =>
    fetch(`${url}/login`, { method: "POST", headers, body });
  expect((await send({ "content-type": "text/csv" }, "alice")).status).toBe(415);
  expect((await send({ "content-type": "application/json" }, "{")).status).toBe(415);
});
