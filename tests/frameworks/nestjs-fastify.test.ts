import { Controller, Get, type INestApplication, Logger, Req, Res } from "@nestjs/common";
import { NestFactory } from "@nestjs/core";
import { FastifyAdapter, type NestFastifyApplication } from "@nestjs/platform-fastify";
import type { FastifyReply, FastifyRequest } from "fastify";
import { plugin } from "supertokens-node/framework/fastify";
import { getSession } from "supertokens-node/recipe/session";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { RunningMockCore } from "../../mock-core/src/index.ts";
import { loadPage } from "../support/page-load.ts";
import { refreshCookies } from "./app.ts";
import { decorate } from "./decorate.ts";
import { sendForeign } from "./foreign-requests.ts";
import { Complaints, listen, loadSnippets, moduleOf, type Snippets } from "./nestjs-app.ts";

// Read once by the snippets.
vi.stubEnv("ADAPTER", "fastify");

describe("next to an asynchronous onSend hook, such as that of compression", () => {
  let core: RunningMockCore;
  let snippets: Snippets;
  let app: NestFastifyApplication;
  let logger: Complaints;

  beforeAll(async () => {
    ({ core, snippets } = await loadSnippets());
  });
  beforeEach(() => {
    logger = new Complaints();
  });
  afterEach(() => app?.close());
  afterAll(() => core?.close());

  async function create(module: Parameters<typeof moduleOf>[0]) {
    const stream = { write: (line: string) => void logger.lines.push(line) };
    const adapter = new FastifyAdapter({ logger: { level: "warn", stream } });
    adapter.getInstance().addHook("onSend", async () => {
      await new Promise((resolve) => setImmediate(resolve));
    });
    app = await NestFactory.create<NestFastifyApplication>(moduleOf(module), adapter, {
      logger,
    });
    return app;
  }

  async function refresh(url: string): Promise<Response> {
    return fetch(`${url}/auth/session/refresh`, {
      method: "POST",
      headers: { rid: "session", cookie: await refreshCookies(core) },
    });
  }

  test("a refresh gets a 200, however late its response is sent", async () => {
    const url = await listen(await create({ imports: [snippets.AppModule] }));
    const response = await refresh(url);
    expect([response.status, await response.json()]).toEqual([200, {}]);
    expect(response.headers.getSetCookie()).toHaveLength(2);
    expect(logger.lines).toEqual([]);
  });

  test("the SDK's own plugin gives the same refresh the status 404, which is why it is not used", async () => {
    const created = await create({});
    await created.register(plugin);
    const response = await refresh(await listen(created));
    expect(response.status).toBe(404);
    expect(response.headers.getSetCookie()).toHaveLength(2);
  });

  test("a page without a session gets one response: Fastify logs no complaint", async () => {
    const url = await listen(await create({ imports: [snippets.AppModule] }));
    const response = await loadPage(`${url}/dashboard`);
    expect(response.status).toBe(302);
    expect(logger.lines).toEqual([]);
  });

  test("a controller that redirects on its own, as in the original document, responds twice", async () => {
    class Original {
      async page(req: FastifyRequest, res: FastifyReply) {
        try {
          await getSession(req, res);
        } catch {
          return res.redirect("/refresh-session?redirectBack=/original");
        }
      }
    }
    Controller()(Original);
    decorate(Original, "page", [Get("original")]);
    Req()(Original.prototype, "page", 0);
    Res({ passthrough: true })(Original.prototype, "page", 1);

    const url = await listen(await create({ controllers: [Original] }));
    await loadPage(`${url}/original`);
    expect(logger.lines.join()).toContain("Reply was already sent");
  });
});

describe("the app as it is", () => {
  let core: RunningMockCore;
  let app: INestApplication;
  let url: string;

  beforeAll(async () => {
    const { core: running, snippets } = await loadSnippets();
    core = running;
    Logger.overrideLogger(false);
    app = await snippets.createApp();
    url = await listen(app);
  });
  afterAll(async () => {
    await app?.close();
    await core?.close();
  });

  test("a request of another site is refused whatever its path, method and body", async () => {
    expect(await sendForeign(url)).toEqual([]);
  });

  test("the body null, which Fastify parses, is not a user", async () => {
    const headers = { "content-type": "application/json" };
    const response = await fetch(`${url}/login`, { method: "POST", headers, body: "null" });
    expect(response.status).toBe(400);
  });
});
