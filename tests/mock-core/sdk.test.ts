import { type ChildProcess, fork } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type RunningMockCore, startMockCore } from "../../mock-core/src/index.ts";
import { decode } from "./client.ts";
import type { AppFunction, AppRequest, AppResponse, AppSettings } from "./sdk-app.ts";

// The published Node SDK, in a process of its own, against the mock core.

let core: RunningMockCore;
/** An app that all tests share which do not need a process without a past. */
let app: App;
const processes: ChildProcess[] = [];
beforeAll(async () => {
  core = await startMockCore();
  app = await startApp();
});
beforeEach(() => core.control.clearRequests());
afterAll(async () => {
  for (const process of processes) process.kill();
  await core.close();
});

/** A browser's side of an app: it keeps cookies, and sends the refresh cookie to its path alone. */
type Browser = {
  ask(path: string, request?: Omit<AppRequest, "path">): Promise<AppResponse>;
  cookies: Map<string, string>;
};

type App = {
  call(name: AppFunction, ...args: unknown[]): Promise<never>;
  ask(request: AppRequest): Promise<AppResponse>;
  browser(): Browser;
};

/** Starts an app on the SDK; the requests that reach the core from then on are in its log. */
async function startApp(settings: Partial<AppSettings> = {}): Promise<App> {
  const child = fork(
    new URL("sdk-app.ts", import.meta.url),
    [JSON.stringify({ connectionURI: core.url, ...settings })],
    { silent: true },
  );
  processes.push(child);
  const waiting = new Map<
    number,
    { resolve(value: never): void; reject(error: Error): void }
  >();
  let lastId = 0;
  const errors: string[] = [];
  child.stderr?.on("data", (chunk) => errors.push(String(chunk)));
  await new Promise<void>((resolve, reject) => {
    child.on(
      "message",
      ({ id, result, error }: { id: number; result: never; error?: string }) => {
        if (id === 0) return resolve();
        const order = waiting.get(id);
        waiting.delete(id);
        if (error === undefined) order?.resolve(result);
        else order?.reject(new Error(error));
      },
    );
    child.on("exit", (code) =>
      reject(new Error(`the app ended with ${code}: ${errors.join("")}`)),
    );
  });
  const send = (order: object): Promise<never> =>
    new Promise((resolve, reject) => {
      const id = ++lastId;
      waiting.set(id, { resolve, reject });
      child.send({ id, ...order });
    });
  const ask = (request: AppRequest): Promise<AppResponse> => send({ request });
  return {
    call: (name, ...args) => send({ name, args }),
    ask,
    browser() {
      const cookies = new Map<string, string>();
      return {
        cookies,
        async ask(path, request = {}) {
          const sent = [...cookies].filter(
            ([name]) => name !== "sRefreshToken" || path.startsWith("/auth/session/refresh"),
          );
          const cookie = sent.map(([name, value]) => `${name}=${value}`).join("; ");
          const headers = {
            "st-auth-mode": "cookie",
            ...(cookie && { cookie }),
            ...request.headers,
          };
          const response = await ask({ ...request, path, headers });
          for (const line of response.setCookies) {
            const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
            if (value === "") cookies.delete(name);
            else cookies.set(name, value);
          }
          return response;
        },
      };
    },
  };
}

/** The calls that reached the core since this was last asked. */
function calls(): string[] {
  const made = core.control.requests.map(({ method, path }) => `${method} ${path}`);
  core.control.clearRequests();
  return made;
}

const post = { method: "POST" };
const refreshPath = "/auth/session/refresh";
const cleared = [
  "sAccessToken=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; SameSite=Lax",
  "sRefreshToken=; Path=/auth/session/refresh; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; SameSite=Lax",
];

describe("cookies, from creation to theft", () => {
  test("init calls nothing; create makes three calls and two cookies", async () => {
    const app = await startApp();
    expect(calls()).toEqual([]);
    const { status, setCookies, headers } = await app.browser().ask("/create", post);
    expect(status).toBe(200);
    expect(calls()).toEqual(["GET /apiversion", "GET /user/id", "POST /public/recipe/session"]);
    expect(
      setCookies.map((line) =>
        line.replace(/=[^;]*;/, "=…;").replace(/Expires=[^;]+/, "Expires=…"),
      ),
    ).toEqual([
      "sAccessToken=…; Path=/; Expires=…; HttpOnly; SameSite=Lax",
      "sRefreshToken=…; Path=/auth/session/refresh; Expires=…; HttpOnly; SameSite=Lax",
    ]);
    expect(headers["front-token"]).toMatch(/./);
    expect(headers["access-control-expose-headers"]).toBe("front-token");
    const byHeader = await app.ask({ ...post, path: "/create" });
    expect(byHeader.setCookies).toEqual([]);
    expect(byHeader.headers["st-access-token"]).toMatch(/^eyJ/);
    expect(byHeader.headers["st-refresh-token"]).toMatch(/\.V2$/);
  });

  test("no token, and tokens that are none", async () => {
    const browser = app.browser();
    const none = await browser.ask("/me");
    expect([none.status, none.body, none.setCookies]).toEqual([
      401,
      { message: "unauthorised" },
      [],
    ]);
    const garbage = await app.ask({ path: "/me", headers: { cookie: "sAccessToken=garbage" } });
    expect([garbage.status, garbage.body, garbage.setCookies]).toEqual([
      401,
      { message: "unauthorised" },
      [],
    ]);
    const { accessToken } = await core.control.createSession({ userId: "u1" });
    const tampered = `${accessToken.slice(0, -4)}AAAA`;
    const cookie = `sAccessToken=${tampered}`;
    const response = await app.ask({ path: "/me", headers: { cookie } });
    expect([response.status, response.body]).toEqual([401, { message: "try refresh token" }]);
  });

  test("verify, refresh, promotion, replay, theft", async () => {
    const app = await startApp();
    const browser = app.browser();
    await browser.ask("/create", post);
    const first = new Map(browser.cookies);
    calls();
    expect((await browser.ask("/me")).status).toBe(200);
    expect(calls()).toEqual(["GET /.well-known/jwks.json"]);
    expect((await browser.ask("/me")).body).toMatchObject({ userId: "u1" });
    expect(calls()).toEqual([]);

    const refreshed = await browser.ask(refreshPath, post);
    expect([refreshed.status, refreshed.body, refreshed.setCookies.length]).toEqual([
      200,
      {},
      2,
    ]);
    expect(calls()).toEqual(["POST /recipe/session/refresh"]);
    const unpromoted = new Map(browser.cookies);

    const next = await browser.ask("/me");
    expect(next.setCookies.map((line) => line.split("=")[0])).toEqual(["sAccessToken"]);
    expect(next.headers["front-token"]).toMatch(/./);
    expect(calls()).toEqual(["POST /recipe/session/verify"]);
    expect((await browser.ask("/me")).setCookies).toEqual([]);
    expect(calls()).toEqual([]);

    const cookie = `sAccessToken=${unpromoted.get("sAccessToken")}`;
    const replay = await app.ask({ path: "/me", headers: { cookie } });
    expect([replay.status, replay.setCookies.length]).toEqual([200, 1]);
    expect(calls()).toEqual(["POST /recipe/session/verify"]);

    const old = `sRefreshToken=${first.get("sRefreshToken")}`;
    const theft = await app.ask({ ...post, path: refreshPath, headers: { cookie: old } });
    expect([theft.status, theft.body]).toEqual([401, { message: "token theft detected" }]);
    expect(theft.setCookies).toEqual(cleared);
    expect(theft.headers["front-token"]).toBe("remove");
    expect(calls()).toEqual(["POST /recipe/session/refresh", "POST /recipe/session/remove"]);
    expect((await browser.ask("/me?checkDatabase")).status).toBe(401);
  });

  test("refresh without a cookie", async () => {
    const response = await app.ask({ ...post, path: refreshPath });
    expect([response.status, response.body, response.setCookies]).toEqual([
      401,
      { message: "unauthorised" },
      cleared,
    ]);
    expect(response.headers).toMatchObject({ "front-token": "remove", "st-access-token": "" });
    expect(calls()).toEqual([]);
  });

  test("a revoked session, without and with the database, and un-promoted", async () => {
    const browser = app.browser();
    const { handle } = (await browser.ask("/create", post)).body as { handle: string };
    const other = app.browser();
    const second = (await other.ask("/create", post)).body as { handle: string };
    await other.ask(refreshPath, post);
    expect(await app.call("revokeSession", handle)).toBe(true);
    await app.call("revokeSession", second.handle);
    expect((await browser.ask("/me")).status).toBe(200);
    const checked = await browser.ask("/me?checkDatabase");
    expect([checked.status, checked.setCookies]).toEqual([401, cleared]);
    const unpromoted = await other.ask("/me");
    expect([unpromoted.status, unpromoted.setCookies]).toEqual([401, cleared]);
  });

  test("sign-out, and again", async () => {
    const browser = app.browser();
    await browser.ask("/create", post);
    await browser.ask("/me");
    calls();
    const out = await browser.ask("/auth/signout", post);
    expect([out.status, out.body, out.setCookies]).toEqual([200, { status: "OK" }, cleared]);
    expect(calls()).toEqual(["POST /recipe/session/remove"]);
    expect((await browser.ask("/auth/signout", post)).status).toBe(401);
  });

  test("sign-out by header with an un-promoted token", async () => {
    const { headers } = await app.ask({ ...post, path: "/create" });
    const refreshed = await app.ask({
      ...post,
      path: refreshPath,
      headers: { authorization: `Bearer ${headers["st-refresh-token"]}` },
    });
    calls();
    const out = await app.ask({
      ...post,
      path: "/auth/signout",
      headers: { authorization: `Bearer ${refreshed.headers["st-access-token"]}` },
    });
    expect(out.status).toBe(200);
    expect(calls().filter((call) => call.startsWith("POST"))).toEqual([
      "POST /recipe/session/verify",
      "POST /recipe/session/remove",
    ]);
    expect(out.headers["st-access-token"]).toBe("");
    expect(out.setCookies).toEqual([]);
  });

  test("anti-CSRF tokens", async () => {
    const app = await startApp({ antiCsrf: "VIA_TOKEN" });
    const browser = app.browser();
    const made = await browser.ask("/create", post);
    const token = made.headers["anti-csrf"] ?? "";
    expect(made.headers["access-control-expose-headers"]).toBe("front-token, anti-csrf");
    expect((await browser.ask("/me")).status).toBe(200);
    const refused: Record<string, string>[] = [{}, { "anti-csrf": "wrong" }];
    for (const headers of refused)
      expect((await browser.ask("/me", { ...post, headers })).body).toEqual({
        message: "try refresh token",
      });
    expect(
      (await browser.ask("/me", { ...post, headers: { "anti-csrf": token } })).status,
    ).toBe(200);
    const refreshed = await browser.ask(refreshPath, {
      ...post,
      headers: { "anti-csrf": token },
    });
    expect(refreshed.headers["anti-csrf"]).not.toBe(token);
    const without = await browser.ask(refreshPath, post);
    expect([without.status, without.setCookies]).toEqual([401, cleared]);
  });

  test("the session for a rendering server", async () => {
    const browser = app.browser();
    const { handle } = (await browser.ask("/create", post)).body as { handle: string };
    await browser.ask("/ssr");
    calls();
    const ssr = async () => (await browser.ask("/ssr")).body as { [name: string]: unknown };
    expect((await ssr()).accessTokenPayload).toMatchObject({ sub: "u1" });
    await app.call("revokeSession", handle);
    calls();
    expect((await ssr()).accessTokenPayload).toMatchObject({ sub: "u1" });
    const expired = await core.control.expire(
      decodeURIComponent(browser.cookies.get("sAccessToken") ?? ""),
    );
    browser.cookies.set("sAccessToken", expired);
    expect(await ssr()).toEqual({ hasToken: true });
    browser.cookies.clear();
    expect(await ssr()).toEqual({ hasToken: false });
    expect(calls()).toEqual([]);
  });
});

describe("users, claims and tenants", () => {
  const form = (email: string, password: string) => ({
    ...post,
    body: {
      formFields: [
        { id: "email", value: email },
        { id: "password", value: password },
      ],
    },
  });

  test("email verification", async () => {
    const app = await startApp({ emailVerification: true });
    const browser = app.browser();
    const up = await browser.ask("/auth/signup", form("ada@example.com", "secret12"));
    const { user } = up.body as { status: string; user: { id: string } };
    expect(up.body).toMatchObject({ status: "OK" });
    expect(calls()).toContain("POST /public/recipe/signup");
    for (const path of ["/me", "/me?optional"]) {
      const response = await browser.ask(path);
      expect(response.status).toBe(403);
      expect(response.body).toMatchObject({
        message: "invalid claim",
        claimValidationErrors: [
          { id: "st-ev", reason: { expectedValue: true, actualValue: false } },
        ],
      });
    }
    await browser.ask(refreshPath, post);
    calls();
    const afterRefresh = await browser.ask("/me");
    expect([afterRefresh.status, afterRefresh.setCookies]).toEqual([403, []]);
    expect(calls()).toEqual(["POST /recipe/session/verify"]);

    const { token } = await app.call("createEmailVerificationToken", user.id);
    const verified = await browser.ask("/auth/user/email/verify", {
      ...post,
      body: { method: "token", token },
    });
    expect(verified.body).toMatchObject({ status: "OK" });
    expect(calls()).toContain("POST /recipe/session/regenerate");
    const { status, body } = await browser.ask("/me");
    expect([status, (body as { payload: object }).payload]).toEqual([
      200,
      expect.objectContaining({ "st-ev": { v: true, t: expect.any(Number) } }),
    ]);
    calls();
    await browser.ask("/me");
    expect(calls()).toEqual([]);

    const again = await app.browser().ask("/auth/signin", form("ADA@example.com", "secret12"));
    expect(again.body).toMatchObject({ status: "OK", user: { id: user.id } });
    const wrong = await app.browser().ask("/auth/signin", form("ada@example.com", "wrong123"));
    expect(wrong.body).toMatchObject({ status: "WRONG_CREDENTIALS_ERROR" });
    const taken = await app.browser().ask("/auth/signup", form("ada@example.com", "secret12"));
    expect(taken.body).toMatchObject({ status: "FIELD_ERROR" });
    const exists = await app.ask({
      path: "/auth/emailpassword/email/exists?email=ada@example.com",
    });
    expect(exists.body).toEqual({ status: "OK", exists: true });
    await app.call("deleteUser", user.id);
    expect(await app.call("getUser", user.id)).toBeUndefined();
    expect((await browser.ask("/me?checkDatabase")).status).toBe(401);
  });

  test("roles and permissions", async () => {
    const app = await startApp({ roles: true });
    await app.call("createNewRoleOrAddPermissions", "admin", ["read", "write"]);
    await app.call("addRoleToUser", "u1", "admin");
    calls();
    const { body } = await app.browser().ask("/create", post);
    expect((body as { payload: object }).payload).toMatchObject({
      "st-role": { v: ["admin"] },
      "st-perm": { v: ["read", "write"] },
    });
    expect(calls().sort()).toEqual([
      "GET /public/recipe/user/roles",
      "GET /recipe/role/permissions",
      "GET /user/id",
      "POST /public/recipe/session",
    ]);
  });

  test("tenants", async () => {
    expect(await app.call("createOrUpdateTenant", "t1")).toEqual({
      status: "OK",
      createdNew: true,
    });
    expect(await app.call("getTenant", "t1")).toMatchObject({
      firstFactors: ["emailpassword"],
    });
    expect(await app.call("getTenant", "t9")).toBeUndefined();
    expect(await app.call("listAllTenants")).toMatchObject({
      tenants: [{ tenantId: "public" }, { tenantId: "t1" }],
    });
    const { handle } = (await app.browser().ask("/create?tenant=t1&user=tenanted", post))
      .body as {
      handle: string;
    };
    await app.browser().ask("/create?user=tenanted", post);
    expect(await app.call("getSessionInformation", handle)).toMatchObject({ tenantId: "t1" });
    expect(await app.call("revokeAllSessionsForUser", "tenanted", "t1")).toEqual([handle]);
    expect(await app.call("getAllSessionHandlesForUser", "tenanted")).toHaveLength(1);
  });

  test("payloads, JWTs, keys", async () => {
    const browser = app.browser();
    const { handle } = (await browser.ask("/create", post)).body as { handle: string };
    await browser.ask("/me");
    calls();
    const merged = await browser.ask("/me?merge");
    expect(calls()).toEqual(["POST /recipe/session/regenerate"]);
    expect(merged.setCookies).toHaveLength(1);
    await app.call("mergeIntoAccessTokenPayload", handle, { a: "b" });
    expect(calls()).toEqual(["GET /recipe/session", "PUT /recipe/jwt/data"]);
    await app.call("updateSessionDataInDatabase", handle, { c: "d" });
    expect(await app.call("getSessionInformation", handle)).toMatchObject({
      customClaimsInAccessTokenPayload: { merged: true, a: "b" },
      sessionDataInDatabase: { c: "d" },
    });
    const { jwt } = (await app.call("createJWT", { x: "y" })) as { jwt: string };
    expect(decode(jwt).claims).toMatchObject({ x: "y" });
    expect(((await app.call("getJWKS")) as { keys: object[] }).keys).toHaveLength(2);
  });
});

describe("keys and failures", () => {
  const cooldown = () => new Promise((resolve) => setTimeout(resolve, 550));
  const create = async (app: App) => {
    const browser = app.browser();
    const { handle } = (await browser.ask("/create", post)).body as { handle: string };
    return { browser, handle };
  };

  test("too many requests, five times and six times", async () => {
    await app.call("revokeSession", "warm up");
    const tooMany = { status: 429, body: "Too Many Requests\n" };
    for (let i = 0; i < 5; i++)
      core.control.answerNext({ match: "/recipe/session", ...tooMany });
    for (let i = 0; i < 6; i++)
      core.control.answerNext({ match: "/recipe/session/remove", ...tooMany });
    const [info, revoked] = await Promise.allSettled([
      app.call("getSessionInformation", "x"),
      app.call("revokeSession", "x"),
    ]);
    expect(info).toEqual({ status: "fulfilled", value: undefined });
    expect(revoked).toMatchObject({
      status: "rejected",
      reason: {
        message:
          "SuperTokens core threw an error for a POST request to path: '/recipe/session/remove' " +
          "with status code: 429 and message: Too Many Requests\n",
      },
    });
  });

  test("versions that do not fit", async () => {
    const app = await startApp();
    for (let i = 0; i < 2; i++) {
      core.control.answerNext({ match: "/apiversion", body: { versions: ["3.0"] } });
      await expect(app.call("revokeSession", "x")).rejects.toThrow(
        /not compatible with this NodeJS SDK/,
      );
    }
    expect(await app.call("revokeSession", "x")).toBe(false);
  });

  test("the core is down", async () => {
    const app = await startApp();
    const { browser, handle } = await create(app);
    const { browser: unpromoted } = await create(app);
    await unpromoted.ask(refreshPath, post);
    await browser.ask("/me");
    await core.control.outage({ mode: "refuse" });
    expect((await browser.ask("/me")).status).toBe(200);
    expect((await browser.ask("/ssr")).body).toMatchObject({
      accessTokenPayload: { sub: "u1" },
    });
    const down = "No SuperTokens core available to query";
    await expect(unpromoted.ask("/me")).rejects.toThrow(down);
    await expect(browser.ask("/me?checkDatabase")).rejects.toThrow(down);
    await expect(app.call("revokeSession", handle)).rejects.toThrow(down);
    await expect(browser.ask("/create", post)).rejects.toThrow(down);
    const cold = await startApp();
    const cookie = `sAccessToken=${browser.cookies.get("sAccessToken")}`;
    const response = await cold.ask({ path: "/me", headers: { cookie } });
    expect([response.status, response.body]).toEqual([401, { message: "try refresh token" }]);
    expect((await cold.ask({ path: "/ssr", headers: { cookie } })).body).toEqual({
      hasToken: true,
    });
    await core.control.recover();
    expect((await cold.ask({ path: "/me", headers: { cookie } })).status).toBe(200);
    expect((await unpromoted.ask("/me")).status).toBe(200);
  });

  test("a wrong API key", async () => {
    const keyed = await startMockCore({ apiKeys: ["0123456789-abcdefghij="] });
    const app = await startApp({ connectionURI: keyed.url, apiKey: "wrong" });
    await expect(app.call("revokeSession", "x")).rejects.toThrow(
      "GET request to path: '/apiversion' with status code: 401 and message: Invalid API key\n",
    );
    const { accessToken } = await keyed.control.createSession({ userId: "u1" });
    const cookie = `sAccessToken=${accessToken}`;
    expect((await app.ask({ path: "/me", headers: { cookie } })).status).toBe(200);
    const right = await startApp({
      connectionURI: keyed.url,
      apiKey: "0123456789-abcdefghij=",
    });
    expect(await right.call("revokeSession", "x")).toBe(false);
    await keyed.close();
  });

  test("a restart with new keys", async () => {
    const { browser } = await create(app);
    await browser.ask("/me");
    core.control.rotateKeys({ forgetOld: true });
    // The SDK fetches keys at most every 500 ms, by the time of its own process.
    await cooldown();
    const { browser: newcomer } = await create(app);
    expect((await newcomer.ask("/me")).status).toBe(200);
    await cooldown();
    calls();
    for (let i = 0; i < 3; i++)
      expect((await browser.ask("/me")).body).toEqual({ message: "try refresh token" });
    expect(calls()).toEqual(["GET /.well-known/jwks.json"]);
    expect((await browser.ask(refreshPath, post)).status).toBe(200);
    expect((await browser.ask("/me")).status).toBe(200);
  });

  test("a rotation goes unnoticed by who is signed in", async () => {
    const { browser } = await create(app);
    await browser.ask("/me");
    await cooldown();
    core.control.rotateKeys();
    calls();
    expect((await browser.ask("/me")).status).toBe(200);
    expect(calls()).toEqual([]);
    const { browser: later } = await create(app);
    calls();
    expect((await later.ask("/me")).status).toBe(200);
    expect(calls()).toEqual(["GET /.well-known/jwks.json"]);
    expect((await browser.ask("/me")).status).toBe(200);
  });

  test("five cold calls at once, and a dead host before a live one", async () => {
    const app = await startApp();
    await Promise.all(Array.from({ length: 5 }, () => app.call("revokeSession", "x")));
    expect(calls().filter((call) => call === "GET /apiversion")).toHaveLength(5);
    const closed = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => closed.on("listening", resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    const failing = await startApp({ connectionURI: `http://127.0.0.1:${port};${core.url}` });
    await expect(failing.call("revokeSession", "x")).rejects.toThrow(
      "No SuperTokens core available",
    );
    expect(await failing.call("revokeSession", "x")).toBe(false);
  });

  test("from dynamic keys to the static one", async () => {
    const dynamic = await startApp();
    const { browser } = await create(dynamic);
    const fixed = await startApp({ useDynamicAccessTokenSigningKey: false });
    const migrating = fixed.browser();
    for (const [name, value] of browser.cookies) migrating.cookies.set(name, value);
    expect((await migrating.ask("/me")).body).toEqual({ message: "try refresh token" });
    await migrating.ask(refreshPath, post);
    const token = decodeURIComponent(migrating.cookies.get("sAccessToken") ?? "");
    expect(decode(token).header.kid).toMatch(/^s-/);
    expect((await migrating.ask("/me")).status).toBe(200);
    expect(
      decode(decodeURIComponent(migrating.cookies.get("sAccessToken") ?? "")).header.kid,
    ).toMatch(/^s-/);
  });

  test("malformed JSON and half a response are errors, not hangs", async () => {
    await app.call("revokeSession", "warm up");
    for (const mode of ["malformed", "reset", "error"] as const) {
      await core.control.outage({ mode, times: 1 });
      await expect(app.call("revokeSession", "x"), mode).rejects.toThrow();
    }
    expect(await app.call("revokeSession", "x")).toBe(false);
  });
});
