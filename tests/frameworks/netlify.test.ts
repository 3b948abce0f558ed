import { globSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Error as SuperTokensError } from "supertokens-node";
import {
  getCookieFromRequest,
  handleAuthAPIRequest,
  withPreParsedRequestResponse,
  withSession,
} from "supertokens-node/custom";
import { getSession } from "supertokens-node/recipe/session";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { pageLoadHeaders } from "../../contract/clients.ts";
import type { RunningMockCore } from "../../mock-core/src/index.ts";
import { coreForSnippets, pageCookies, refreshCookies, sharedCookie } from "./app.ts";

const origin = "http://localhost:3000";

const template = vi.hoisted(() => ({ broken: false }));
vi.mock(import("../../snippets/netlify/page.ts"), async (load) => {
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
  const { withSuperTokens } = await import("../../snippets/netlify/with-supertokens.ts");
  const { default: auth } = await import("../../snippets/netlify/functions/auth.ts");
  const { default: dashboard } = await import(
    "../../snippets/netlify/functions/verify-session.ts"
  );
  const { netlifyFunction } = await import("../../snippets/netlify/netlify-function.ts");
  return { withSuperTokens, netlifyFunction, auth, dashboard };
}

const pageFor = (cookie: string) => new Request(`${origin}/dashboard`, { headers: { cookie } });

const refreshFor = (cookie: string) =>
  new Request(`${origin}/auth/session/refresh`, {
    method: "POST",
    headers: { rid: "session", cookie },
  });

/** The cookie header of the first page after a refresh: `getSession` sets a new access token there. */
async function refreshedCookies(): Promise<string> {
  const response = await snippets.auth(refreshFor(await refreshCookies(core)));
  expect(response.status).toBe(200);
  return response.headers.getSetCookie()[0]?.split(";")[0] ?? "";
}

const cookiesOf = ({ headers }: Response) =>
  headers.getSetCookie().map((cookie) => cookie.split("=", 1)[0]);

describe("a page that fails after the SDK has set a cookie", () => {
  test("keeps it, and stays uncacheable", async () => {
    vi.spyOn(console, "error").mockReturnValue();
    template.broken = true;
    const response = await snippets.dashboard(pageFor(await refreshedCookies()));
    expect(response.status).toBe(500);
    expect(cookiesOf(response)).toEqual(["sAccessToken"]);
    expect(response.headers.get("cache-control")).toBe("private, no-store");
  });

  test("loses it with the SDK's withSession, which calls the handler a second time", async () => {
    const seen: string[] = [];
    const response = await withSession(pageFor(await refreshedCookies()), async (error) => {
      seen.push(error ? error.message : "a session");
      if (error) return new Response("Something went wrong", { status: 500 });
      throw new Error("The template is broken");
    });
    expect(seen).toEqual(["a session", "The template is broken"]);
    expect([response.status, cookiesOf(response)]).toEqual([500, []]);
  });
});

describe("without a session", () => {
  test("a page redirects", async () => {
    const response = await snippets.dashboard(
      new Request(`${origin}/dashboard?tab=1`, { headers: pageLoadHeaders }),
    );
    expect(response.status).toBe(302);
    expect(response.headers.get("location")).toBe(
      "/refresh-session?redirectBack=%2Fdashboard%3Ftab%3D1",
    );
  });

  test("the handler of the SDK's withSession is never called: the response is 401, in JSON", async () => {
    const handler = vi.fn(async () => new Response("page"));
    const response = await withSession(new Request(`${origin}/dashboard`), handler);
    expect([response.status, await response.json()]).toEqual([
      401,
      { message: "unauthorised" },
    ]);
    expect(handler).not.toHaveBeenCalled();
  });
});

describe("a cookie that is not percent-encoded, of whatever script", () => {
  test("changes nothing", async () => {
    const cookie = `discount=100%; ${await pageCookies(core)}`;
    expect((await snippets.dashboard(pageFor(cookie))).status).toBe(200);
    const refresh = `discount=100%; ${await refreshCookies(core)}`;
    expect((await snippets.auth(refreshFor(refresh))).status).toBe(200);
  });

  test("is the end of every request with the SDK's helpers", async () => {
    const cookie = `discount=100%; ${await refreshCookies(core)}`;
    await expect(handleAuthAPIRequest()(refreshFor(cookie))).rejects.toThrow(URIError);
    // And what is behind the first "=" of a value is cut off.
    expect(getCookieFromRequest(pageFor("a=b=c"))).toEqual({ a: "b" });
  });
});

describe("a response whose headers are immutable", () => {
  const elsewhere = () => Response.redirect(`${origin}/elsewhere`, 303);

  test("gets the SDK's cookie all the same", async () => {
    const page = snippets.withSuperTokens(async (_request, sdk) => {
      await getSession(sdk.request, sdk.response);
      return elsewhere();
    });
    const response = await page(pageFor(await refreshedCookies()));
    expect([response.status, cookiesOf(response)]).toEqual([303, ["sAccessToken"]]);
    expect(response.headers.get("cache-control")).toBe("private, no-store");
  });

  test("is marked as private without the SDK too", async () => {
    const response = await snippets.netlifyFunction(async () => elsewhere())(
      new Request(origin),
    );
    expect(response.headers.get("cache-control")).toBe("private, no-store");
  });

  test("fails in the SDK's helpers, on the first page after a refresh only", async () => {
    const page = async (cookie: string) =>
      withPreParsedRequestResponse(pageFor(cookie), async (request, response) => {
        await getSession(request, response);
        return elsewhere();
      });
    expect((await page(await pageCookies(core))).status).toBe(303);
    await expect(page(await refreshedCookies())).rejects.toThrow(TypeError);
  });
});

const folder = fileURLToPath(new URL("../../snippets/netlify/functions/", import.meta.url));

test.each(globSync("*.ts", { cwd: folder }))(
  "functions/%s refuses a request of another site that could change something",
  async (name) => {
    const { default: handle } = await import(`${folder}${name}`);
    for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
      const headers = { rid: "session", "sec-fetch-site": "cross-site" };
      const response: Response = await handle(
        new Request(`${origin}/auth/session/refresh`, { method, headers }),
      );
      expect([method, response.status, cookiesOf(response)]).toEqual([method, 403, []]);
      expect(response.headers.get("cache-control")).toBe("private, no-store");
    }
  },
);

test("what a function returns for HEAD has no body, and the cookies of GET", async () => {
  const headers = { cookie: await refreshedCookies() };
  const head = new Request(`${origin}/dashboard`, { method: "HEAD", headers });
  const response = await snippets.dashboard(head);
  expect([response.status, response.body]).toEqual([200, null]);
  expect(cookiesOf(response)).toEqual(["sAccessToken"]);
});

describe("the body of a sign-in", () => {
  const signIn = async (type: string) => {
    const { default: handle } = await import("../../snippets/netlify/functions/sign-in.ts");
    const headers = { "content-type": type };
    const init = { method: "POST", headers, body: "user=alice" };
    return handle(new Request(`${origin}/login`, init));
  };

  test.each([
    ["in an unknown character set", "application/x-www-form-urlencoded; charset=klingon"],
    ["of multipart", "multipart/form-data; boundary=x"],
    ["of plain text", "text/plain"],
    ["of JSON", "application/json"],
  ])("%s is refused, whatever it holds", async (_, type) => {
    const response = await signIn(type);
    expect([response.status, cookiesOf(response)]).toEqual([415, []]);
  });

  test.each(["utf-8", '"UTF-8"'])("with charset=%s is a form", async (charset) => {
    const response = await signIn(`application/x-www-form-urlencoded; charset=${charset}`);
    expect(cookiesOf(response)).toEqual(["sAccessToken", "sRefreshToken"]);
  });
});

test.each([
  ["JSON that is cut off", "application/json", '{"email": "ali', "getJSONBody"],
  ["broken multipart", "multipart/form-data; boundary=x", "--x\r\nContent-Di", "getFormBody"],
] as const)("a body that the SDK cannot read, %s, gets a 400", async (_, type, body, get) => {
  const read = snippets.withSuperTokens(async (_request, sdk) =>
    Response.json(await sdk.request.original[get]()),
  );
  const headers = { "content-type": type };
  const response = await read(new Request(origin, { method: "POST", headers, body }));
  expect([response.status, await response.json()]).toEqual([
    400,
    { message: "The body of the request cannot be read" },
  ]);
});

test("a cookie that is set twice is sent once, the last one", async () => {
  const twice = snippets.withSuperTokens(async (_request, sdk) => {
    const session = await getSession(sdk.request, sdk.response);
    await session.mergeIntoAccessTokenPayload({ step: 1 });
    await session.mergeIntoAccessTokenPayload({ step: 2 });
    return new Response("page");
  });
  const response = await twice(pageFor(await pageCookies(core)));
  expect(cookiesOf(response)).toEqual(["sAccessToken"]);
  const token = response.headers.getSetCookie()[0]?.split(/[=;]/)[1] ?? "";
  const payload = Buffer.from(token.split(".")[1] ?? "", "base64url").toString();
  expect(JSON.parse(payload)).toMatchObject({ step: 2 });
});

test("a cookie of the SDK keeps every attribute, its Domain included", async () => {
  const shared = snippets.withSuperTokens(async (_request, { response }) => {
    response.setCookie(...sharedCookie.set);
    return new Response("page");
  });
  const response = await shared(new Request(origin));
  expect(response.headers.getSetCookie()).toEqual([sharedCookie.header]);
});

test("two requests at once share nothing: each response has its own cookies", async () => {
  const [first, second] = [await refreshedCookies(), await pageCookies(core)];
  const answers = await Promise.all([
    snippets.dashboard(pageFor(first)),
    snippets.dashboard(pageFor(second)),
  ]);
  expect(answers.map(cookiesOf)).toEqual([["sAccessToken"], []]);
});

test("an SDK error to which the SDK has no response ends on the error page", async () => {
  vi.spyOn(console, "error").mockReturnValue();
  const failing = snippets.withSuperTokens(async () => {
    throw new SuperTokensError({ type: "UNHEARD_OF", message: "unheard of" });
  });
  const headers = { accept: "application/json" };
  const response = await failing(new Request(origin, { headers }));
  expect([response.status, await response.json()]).toEqual([
    500,
    { message: "internal error" },
  ]);
});
