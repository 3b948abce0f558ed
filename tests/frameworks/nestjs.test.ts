import {
  type CanActivate,
  Controller,
  type DynamicModule,
  Get,
  type INestApplication,
  Logger,
  UseGuards,
} from "@nestjs/common";
import { APP_FILTER, NestFactory } from "@nestjs/core";
import { Error as SuperTokensError } from "supertokens-node";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { RunningMockCore } from "../../mock-core/src/index.ts";
import { loadPage } from "../support/page-load.ts";
import { pageCookies } from "./app.ts";
import { decorate } from "./decorate.ts";
import { sendForeign } from "./foreign-requests.ts";
import { Complaints, listen, loadSnippets, moduleOf, type Snippets } from "./nestjs-app.ts";

let core: RunningMockCore;
let snippets: Snippets;
let app: INestApplication | undefined;
let logger: Complaints;

beforeAll(async () => {
  ({ core, snippets } = await loadSnippets());
});

afterEach(() => app?.close());
afterAll(() => core?.close());

async function start(module: DynamicModule): Promise<string> {
  logger = new Complaints();
  app = await NestFactory.create(module, { logger });
  return listen(app);
}

test("a page without a session gets one response: Nest logs no complaint", async () => {
  const url = await start(moduleOf({ imports: [snippets.AppModule] }));
  const response = await loadPage(`${url}/dashboard`);
  expect(response.status).toBe(302);
  expect(logger.lines).toEqual([]);
});

test("a request of another site is refused whatever its path, method and body", async () => {
  Logger.overrideLogger(false);
  app = await snippets.createApp();
  expect(await sendForeign(await listen(app))).toEqual([]);
});

test("the guard lets no request without a session through to the handler, and says why", async () => {
  let reached = 0;
  class Guarded {
    page() {
      reached += 1;
      return "handler";
    }
  }
  Controller()(Guarded);
  decorate(Guarded, "page", [Get("guarded"), UseGuards(snippets.SessionGuard)]);

  const url = await start(moduleOf({ imports: [snippets.AppModule], controllers: [Guarded] }));
  const response = await fetch(`${url}/guarded`);
  expect([response.status, await response.json()]).toEqual([401, { message: "unauthorised" }]);
  const cookie = await pageCookies(core);
  expect(await (await fetch(`${url}/guarded`, { headers: { cookie } })).text()).toBe("handler");
  expect(reached).toBe(1);
});

test("a guard that returns false instead makes a 403 of it, on which no front end refreshes", async () => {
  class Refusing implements CanActivate {
    canActivate = () => false;
  }
  class Guarded {
    page() {
      return "handler";
    }
  }
  Controller()(Guarded);
  decorate(Guarded, "page", [Get("refused"), UseGuards(Refusing)]);

  const url = await start(moduleOf({ imports: [snippets.AppModule], controllers: [Guarded] }));
  expect((await fetch(`${url}/refused`)).status).toBe(403);
});

test("with the filter that catches everything last, session errors end on the error page like all others", async () => {
  class Guarded {
    page() {
      return "handler";
    }
  }
  Controller()(Guarded);
  decorate(Guarded, "page", [Get("guarded"), UseGuards(snippets.SessionGuard)]);
  const { ErrorPageFilter, SessionErrorFilter } = snippets;
  const filters = (...types: (typeof ErrorPageFilter)[]) =>
    types.map((useClass) => ({ provide: APP_FILTER, useClass }));

  const ordered = moduleOf({
    controllers: [Guarded],
    providers: filters(ErrorPageFilter, SessionErrorFilter),
  });
  expect((await fetch(`${await start(ordered)}/guarded`)).status).toBe(401);
  await app?.close();

  const reversed = moduleOf({
    controllers: [Guarded],
    providers: filters(SessionErrorFilter, ErrorPageFilter),
  });
  expect((await fetch(`${await start(reversed)}/guarded`)).status).toBe(500);
});

test("an SDK error to which the SDK has no response ends on the error page, not in an unhandled rejection", async () => {
  class Failing {
    page() {
      throw new SuperTokensError({ type: "UNHEARD_OF", message: "unheard of" });
    }
  }
  Controller()(Failing);
  decorate(Failing, "page", [Get("failing")]);

  const url = await start(moduleOf({ imports: [snippets.AppModule], controllers: [Failing] }));
  const response = await fetch(`${url}/failing`);
  expect([response.status, await response.json()]).toEqual([
    500,
    { message: "internal error" },
  ]);
  expect(logger.lines.join()).toContain("unheard of");
});

test("a client error keeps Nest's own response", async () => {
  const url = await start(moduleOf({ imports: [snippets.AppModule] }));
  expect((await fetch(`${url}/nothing`)).status).toBe(404);
  expect((await fetch(`${url}/auth/nothing`)).status).toBe(404);
  const headers = { "content-type": "application/json" };
  const response = await fetch(`${url}/login`, { method: "POST", headers, body: "{" });
  expect(response.status).toBe(400);
});
