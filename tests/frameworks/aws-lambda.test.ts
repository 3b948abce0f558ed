import { request } from "node:http";
import {
  middleware,
  type SessionEvent,
  type SessionEventV2,
  wrapRequest,
} from "supertokens-node/framework/awsLambda";
import { getSession } from "supertokens-node/recipe/session";
import { verifySession } from "supertokens-node/recipe/session/framework/awsLambda";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import type { RunningMockCore } from "../../mock-core/src/index.ts";
import type { GatewayEvent } from "../../snippets/aws-lambda/event.ts";
import { loadPage } from "../support/page-load.ts";
import { coreForSnippets, pageCookies, refreshCookies } from "./app.ts";
import {
  everyGateway,
  type GatewayOptions,
  http1,
  http2,
  rest,
  start,
} from "./lambda-gateway.ts";

type AnyEvent = SessionEvent | SessionEventV2;

const template = vi.hoisted(() => ({ broken: false }));
vi.mock(import("../../snippets/aws-lambda/page.ts"), async (load) => {
  const { page } = await load();
  return {
    page: (...parts) => {
      if (template.broken) throw new Error("The template is broken");
      return page(...parts);
    },
  };
});

let core: RunningMockCore;
let snippets: Awaited<ReturnType<typeof importSnippets>>;

beforeAll(async () => {
  core = await coreForSnippets();
  snippets = await importSnippets();
});

afterEach(() => {
  template.broken = false;
  vi.restoreAllMocks();
});

afterAll(() => core?.close());

async function importSnippets() {
  const { handler } = await import("../../snippets/aws-lambda/app.ts");
  const { readable } = await import("../../snippets/aws-lambda/event.ts");
  const { withSuperTokens } = await import("../../snippets/aws-lambda/with-supertokens.ts");
  return { handler, readable, withSuperTokens };
}

const startSnippets = (options: GatewayOptions) => start(snippets.handler, options);

async function refresh(url: string): Promise<Response> {
  return fetch(`${url}/auth/session/refresh`, {
    method: "POST",
    headers: { rid: "session", cookie: await refreshCookies(core) },
  });
}

/** The cookie header of the first page after a refresh: `getSession` sets a new access token there. */
async function refreshedCookies(): Promise<string> {
  const response = await refresh(await startSnippets(http2));
  expect(response.status).toBe(200);
  return response.headers.getSetCookie()[0]?.split(";")[0] ?? "";
}

const cookiesOf = ({ headers }: Response) =>
  headers.getSetCookie().map((cookie) => cookie.split("=", 1)[0]);

const both = ["sAccessToken", "sRefreshToken"];

describe.each(everyGateway)("several Set-Cookies, behind %s", (_, options) => {
  test("a refresh sets both", async () => {
    const response = await refresh(await startSnippets(options));
    expect([response.status, cookiesOf(response)]).toEqual([200, both]);
  });

  test("a sign-in sets both, of a form in base64 or not", async () => {
    const response = await fetch(`${await startSnippets(options)}/login`, {
      method: "POST",
      body: new URLSearchParams({ user: "alice", role: "admin" }),
    });
    expect([response.status, cookiesOf(response)]).toEqual([200, both]);
  });
});

test.each([
  ["a REST API", rest, both],
  // Its events have version 1.0, but the SDK responds as for 2.0.
  ["an HTTP API with format 1.0", http1, []],
  ["an HTTP API with format 2.0", http2, both],
])("the SDK's middleware alone, behind %s: cookies", async (_, options, cookies) => {
  const response = await refresh(await start(middleware(), options));
  expect([response.status, cookiesOf(response)]).toEqual([200, cookies]);
});

describe("a body in base64", () => {
  test("reaches the sign-in of a REST API that takes everything for binary", async () => {
    const url = await startSnippets({ ...rest, binaryMediaTypes: ["*/*"] });
    const body = new URLSearchParams({ user: "alice" });
    expect((await fetch(`${url}/login`, { method: "POST", body })).status).toBe(200);
  });

  test("is not JSON to the SDK, which does not decode it", async () => {
    const json = { email: "alice@example.com", name: "Alice Müller" };
    const body = Buffer.from(JSON.stringify(json)).toString("base64");
    const received: AnyEvent[] = [];
    const keep = async (event: AnyEvent) => {
      received.push(event);
    };
    await fetch(await start(keep, http2));
    const [event] = received;
    if (!event) throw new Error("No event");
    const encoded = { ...event, body, isBase64Encoded: true };
    await expect(wrapRequest(encoded).getJSONBody()).rejects.toThrow(SyntaxError);
    expect(await wrapRequest(snippets.readable(encoded)).getJSONBody()).toEqual(json);
  });
});

describe("the signature of the handler", () => {
  test("has two parameters: with three, Lambda's Node.js 24 takes it for one with a callback", () => {
    // aws-lambda-ric 4.0.2, callback-deprecation.js: `argsNum >= 3` is Runtime.CallbackHandlerDeprecated.
    expect(snippets.handler).toHaveLength(2);
    expect(middleware()).toHaveLength(3);
    expect(verifySession(async () => {})).toHaveLength(3);
  });
});

describe("an error that is not about sessions", () => {
  test.each([
    ["a REST API", rest, [502, { message: "Internal server error" }]],
    ["an HTTP API with format 2.0", http2, [500, { message: "Internal Server Error" }]],
  ])(
    "behind %s, passes the SDK's middleware: the response is the gateway's",
    async (_, options, expected) => {
      vi.spyOn(console, "error").mockReturnValue();
      const failing = middleware(async () => {
        throw new Error("The template is broken");
      });
      const response = await fetch(await start(failing, options));
      expect([response.status, await response.json()]).toEqual(expected);
      expect(response.headers.get("cache-control")).toBeNull();
    },
  );

  test.each(everyGateway)(
    "behind %s, becomes a page, which keeps the SDK's cookie",
    async (_, options) => {
      vi.spyOn(console, "error").mockReturnValue();
      const headers = { cookie: await refreshedCookies(), accept: "text/html" };
      template.broken = true;
      const response = await fetch(`${await startSnippets(options)}/dashboard`, { headers });
      expect(response.status).toBe(500);
      expect(await response.text()).toContain("Try again");
      expect(cookiesOf(response)).toEqual(["sAccessToken"]);
      expect(response.headers.get("cache-control")).toBe("private, no-store");
    },
  );
});

describe("two access tokens in one request, with format 2.0", () => {
  const twice = async () => `${await pageCookies(core)}; ${await pageCookies(core)}`;

  test("lead to the refresh page", async () => {
    const headers = { cookie: await twice() };
    const url = await startSnippets(http2);
    expect((await loadPage(`${url}/dashboard`, { headers })).status).toBe(302);
  });

  test.each([
    ["a REST API", rest, 401],
    ["an HTTP API with format 2.0", http2, 200],
  ])(
    "behind %s alone the SDK looks for them in the headers only",
    async (_, options, status) => {
      const handler = middleware(async (event: AnyEvent) => {
        await getSession(event, event);
        return { statusCode: 200 };
      });
      const headers = { cookie: await twice() };
      expect((await fetch(await start(handler, options), { headers })).status).toBe(status);
    },
  );
});

describe.each([
  ["a REST API", rest],
  ["an HTTP API with format 2.0", http2],
])("what the SDK keeps in the event and in the response, behind %s", (_, options) => {
  test("a second getSession forgets what was to be set before", async () => {
    const change = (again: boolean) =>
      middleware(async (event: AnyEvent) => {
        const session = await getSession(event, event);
        await session.mergeIntoAccessTokenPayload({ seen: true });
        if (again) await getSession(event, event);
        return { statusCode: 200 };
      });
    const headers = { cookie: await pageCookies(core) };
    const once = await fetch(await start(change(false), options), { headers });
    expect(cookiesOf(once)).toEqual(["sAccessToken"]);
    const twice = await fetch(await start(change(true), options), { headers });
    expect(cookiesOf(twice)).toEqual([]);
  });

  test("verifySession inside of middleware sets every cookie twice", async () => {
    const handler = middleware(verifySession(async () => ({ statusCode: 200 })));
    const headers = { cookie: await refreshedCookies() };
    const response = await fetch(await start(handler, options), { headers });
    expect(cookiesOf(response)).toEqual(["sAccessToken", "sAccessToken"]);
    // Alone it does not.
    const alone = await start(
      verifySession(async () => ({ statusCode: 200 })),
      options,
    );
    const again = await fetch(alone, { headers: { cookie: await refreshedCookies() } });
    expect(cookiesOf(again)).toEqual(["sAccessToken"]);
  });

  test("a response object that all requests share gives one visitor's cookies to the next", async () => {
    const constant = { statusCode: 200, headers: {}, cookies: [], multiValueHeaders: {} };
    const shared = middleware(async (event: AnyEvent) => {
      await getSession(event, event, { sessionRequired: false });
      return constant;
    });
    const url = await start(shared, options);
    const headers = { cookie: await refreshedCookies() };
    expect(cookiesOf(await fetch(url, { headers }))).toEqual(["sAccessToken"]);
    const guest = await fetch(url);
    expect(cookiesOf(guest)).toEqual(["sAccessToken"]);
    expect(guest.headers.has("front-token")).toBe(true);
  });
});

test("a response without a status, which format 2.0 allows, leaves the middleware as plain text", async () => {
  const page = async () => "page";
  expect(await (await fetch(await start(page, http2))).text()).toBe("page");
  const body = await (await fetch(await start(middleware(page), http2))).json();
  expect(body).toMatchObject({ 0: "p", 1: "a", 2: "g", 3: "e", cookies: [], headers: {} });
});

describe("header names in any case, as a REST API passes them on,", () => {
  const send = async (method: string, path: string, headers: Record<string, string>) => {
    const url = await startSnippets(rest);
    return new Promise((resolve, reject) => {
      request(url + path, { method, headers }, (answer) => resolve(answer.resume().statusCode))
        .on("error", reject)
        .end();
    });
  };

  test.each(["/dashboard", "/dashboard-jwt"])("are read on %s", async (path) => {
    const headers = { Cookie: await pageCookies(core), Accept: "application/json" };
    expect(await send("GET", path, headers)).toBe(200);
  });

  test.each(["SEC-FETCH-SITE", "Sec-Fetch-Site"])("hide no %s", async (name) => {
    const headers = { Rid: "session", Cookie: await refreshCookies(core) };
    const refresh = (site: string) =>
      send("POST", "/auth/session/refresh", { ...headers, [name]: site });
    expect(await refresh("same-site")).toBe(403);
    expect(await refresh("same-origin")).toBe(200);
  });

  test.each(["ORIGIN", "Origin"])("hide no %s", async (name) => {
    const headers = { Cookie: await refreshCookies(core), [name]: "https://evil.example" };
    expect(await send("POST", "/auth/signout", headers)).toBe(403);
  });
});

test.each(everyGateway)(
  "a function of one's own, behind %s, never sees a request of another site",
  async (_, options) => {
    const route = vi.fn(async () => ({ statusCode: 200, headers: {}, body: "done" }));
    const url = await start(snippets.withSuperTokens(route), options);
    for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
      const headers = { "sec-fetch-site": "cross-site" };
      const response = await fetch(`${url}/orders`, { method, headers });
      expect([method, response.status, cookiesOf(response)]).toEqual([method, 403, []]);
      expect(response.headers.get("cache-control")).toBe("private, no-store");
    }
    expect(route).not.toHaveBeenCalled();
    expect((await fetch(`${url}/orders`, { method: "DELETE" })).status).toBe(200);
    expect(route).toHaveBeenCalledOnce();
  },
);

test.each(everyGateway)(
  "what the function returns for HEAD, behind %s, has no body",
  async (_, options) => {
    const bodies: string[] = [];
    const url = await start(async (event, context) => {
      const result = await snippets.handler(event, context);
      bodies.push(result.body);
      return result;
    }, options);
    const headers = { cookie: await pageCookies(core) };
    for (const path of ["/dashboard", "/welcome", "/nowhere"]) {
      await fetch(url + path, { method: "HEAD", headers });
    }
    expect(bodies).toEqual(["", "", ""]);
  },
);

const encodesAll: [string, GatewayOptions] = [
  "a REST API that sends every body in base64",
  { ...rest, binaryMediaTypes: ["*/*"] },
];

test.each([...everyGateway, encodesAll])(
  "JSON that is cut off, behind %s, never reaches the SDK's parser: 400",
  async (_, options) => {
    const route = async (event: GatewayEvent) => {
      const parsed = await wrapRequest(event).getJSONBody();
      return { statusCode: 200, headers: {}, body: JSON.stringify(parsed) };
    };
    const url = await start(snippets.withSuperTokens(route), options);
    const send = async (type: string, body?: string) => {
      const response = await fetch(url, {
        method: "POST",
        headers: { "content-type": type },
        ...(body && { body }),
      });
      return response.status;
    };
    expect(await send("application/json", '{"email": "ali')).toBe(400);
    expect(await send("Application/JSON; charset=utf-8", "[")).toBe(400);
    expect(await send("application/json", '{"email": "alice"}')).toBe(200);
    expect(await send("application/json")).toBe(200);
  },
);

describe.each(everyGateway)("the body of a sign-in, behind %s,", (_, options) => {
  test.each([
    ["in an unknown character set", "application/x-www-form-urlencoded; charset=klingon"],
    ["of multipart", "multipart/form-data; boundary=x"],
    ["of plain text", "text/plain"],
  ])("%s is refused, whatever it holds", async (_, type) => {
    const response = await fetch(`${await startSnippets(options)}/login`, {
      method: "POST",
      headers: { "content-type": type },
      body: "user=alice",
    });
    expect([response.status, cookiesOf(response)]).toEqual([415, []]);
  });

  test.each(["utf-8", '"UTF-8"'])("with charset=%s is a form", async (charset) => {
    const response = await fetch(`${await startSnippets(options)}/login`, {
      method: "POST",
      headers: { "content-type": `application/x-www-form-urlencoded; charset=${charset}` },
      body: "user=alice",
    });
    expect([response.status, cookiesOf(response)]).toEqual([200, both]);
  });
});

test("the return URL is complete, even where the event has the query string only in parts", async () => {
  const path = "/dashboard?tab=1&tab=2&q=a%26b%20c";
  for (const [, options] of everyGateway) {
    const url = await startSnippets(options);
    const { headers } = await loadPage(url + path);
    const query = new URLSearchParams(headers.get("location")?.split("?")[1]);
    expect(query.get("redirectBack")).toBe(path);
  }
});

test("without apiGatewayPath the refresh token's cookie never comes back through a stage", async () => {
  const url = await startSnippets({ ...http2, stage: "dev" });
  const response = await refresh(`${url}/dev`);
  expect(response.status).toBe(200);
  expect(response.headers.getSetCookie()[1]).toContain("; Path=/auth/session/refresh;");
});

test("no preflight gets a response: the gateway has to send it, for an API on another origin", async () => {
  const url = await startSnippets(http2);
  const headers = {
    origin: "http://elsewhere.example",
    "access-control-request-method": "POST",
  };
  const response = await fetch(`${url}/auth/session/refresh`, { method: "OPTIONS", headers });
  expect(response.status).toBe(404);
  expect(response.headers.get("access-control-allow-origin")).toBeNull();
});

test("the handler of the original document still redirects, to a fixed page and cacheable", async () => {
  async function viewDashboard(awsEvent: AnyEvent) {
    try {
      const session = await getSession(awsEvent, awsEvent, {
        overrideGlobalClaimValidators: () => [],
      });
      return { statusCode: 200, body: session.getUserId() };
    } catch {
      return {
        statusCode: 302,
        headers: { Location: "/refresh-session?redirectBack=/dashboard" },
      };
    }
  }
  for (const options of [rest, http2]) {
    const url = await start(middleware(viewDashboard), options);
    const guest = await loadPage(`${url}/dashboard?tab=1`);
    expect(guest.status).toBe(302);
    expect(guest.headers.get("location")).toBe("/refresh-session?redirectBack=/dashboard");
    expect(guest.headers.get("cache-control")).toBeNull();
    const headers = { cookie: await pageCookies(core) };
    expect(await (await fetch(url, { headers })).text()).toBe("alice");
  }
});
