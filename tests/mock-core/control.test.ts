import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { type RunningMockCore, startMockCore } from "../../mock-core/src/index.ts";
import { clientOf, newCore } from "./client.ts";

// What tests steer a mock core with: in process, over a socket, and from another process.

const session = {
  userId: "u1",
  enableAntiCsrf: false,
  userDataInJWT: {},
  userDataInDatabase: {},
};

let running: RunningMockCore;
beforeAll(async () => {
  running = await startMockCore({ controlPort: 0 });
});
afterAll(() => running.close());
beforeEach(() => running.control.reset());

const get = (path: string, init?: RequestInit) => fetch(running.url + path, init);
const create = () =>
  get("/recipe/session", { method: "POST", body: JSON.stringify(session) }).then((r) =>
    r.json(),
  );

describe("a server", () => {
  test("responds as the function does", async () => {
    const response = await get("/hello");
    expect(response.headers.get("content-type")).toBe("text/html;charset=UTF-8");
    expect(await response.text()).toBe("Hello\n");
    const viaServer = clientOf({
      fetch: (request) =>
        fetch(
          new Request(
            running.url + new URL(request.url).pathname + new URL(request.url).search,
            request,
          ),
        ),
    });
    const { A, R } = await viaServer.create({ userDataInJWT: { name: "Zoë €" } });
    expect((await viaServer.verify(A)).body.session.userDataInJWT).toEqual({ name: "Zoë €" });
    expect((await viaServer.refresh(R)).body.status).toBe("OK");
  });

  test("responds to HEAD and methods that fetch cannot send", async () => {
    expect((await get("/hello", { method: "HEAD" })).status).toBe(405);
    const { request } = await import("node:http");
    const status = await new Promise((resolve) => {
      request(`${running.url}/hello`, { method: "TRACE" }, (r) => resolve(r.statusCode)).end();
    });
    expect(status).toBe(405);
  });

  test("listens on this machine alone unless told otherwise", () => {
    expect(running.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(running.controlUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  test("a port that is taken", async () => {
    const port = Number(new URL(running.url).port);
    await expect(startMockCore({ port })).rejects.toMatchObject({ code: "EADDRINUSE" });
    await expect(startMockCore({ controlPort: port })).rejects.toMatchObject({
      code: "EADDRINUSE",
    });
  });

  test("IP addresses that are allowed to call", async () => {
    for (const [options, expected] of [
      [{ ipDeny: "127\\.0\\.0\\.1" }, 403],
      [{ ipAllow: "127\\.0\\.0\\.1" }, 200],
      [{ ipAllow: "127\\.0\\.0\\." }, 403],
      [{ ipAllow: ".*", ipDeny: "::1" }, 200],
    ] as const) {
      const limited = await startMockCore(options);
      expect((await fetch(`${limited.url}/hello`)).status, JSON.stringify(options)).toBe(
        expected,
      );
      await limited.close();
    }
  });
});

describe("outages", () => {
  test("refuse: the connection is refused, and the port comes back", async () => {
    await get("/hello");
    await running.control.outage({ mode: "refuse" });
    await expect(get("/hello")).rejects.toMatchObject({ cause: { code: "ECONNREFUSED" } });
    await running.control.recover();
    expect((await get("/hello")).status).toBe(200);
  });

  test("refuse some paths: those connections are dropped", async () => {
    await running.control.outage({ mode: "refuse", paths: "/recipe/session/verify" });
    await expect(get("/public/recipe/session/verify", { method: "POST" })).rejects.toThrow(
      "fetch failed",
    );
    expect((await get("/hello")).status).toBe(200);
  });

  test("hang: no response until recover drops the connection", async () => {
    await running.control.outage({ mode: "hang" });
    let settled = false;
    const hung = get("/hello").catch((error) => {
      settled = true;
      return error;
    });
    await vi.waitFor(() =>
      expect(running.control.requests).toMatchObject([{ path: "/hello", status: null }]),
    );
    expect(settled).toBe(false);
    await running.control.recover();
    expect(await hung).toBeInstanceOf(TypeError);
    expect((await get("/hello")).status).toBe(200);
  });

  test("slow: the right response, later", async () => {
    await running.control.outage({ mode: "slow", delayMs: 60, times: 1 });
    const { status } = await get("/hello");
    expect(status).toBe(200);
    // Timers may fire a little early, never much.
    expect(running.control.requests[0]?.durationMs).toBeGreaterThanOrEqual(55);
  });

  test("reset: half a response; the call takes effect", async () => {
    await running.control.outage({ mode: "reset", times: 1 });
    await expect(create()).rejects.toThrow("terminated");
    const list = await get("/recipe/session/user?userId=u1");
    expect((await list.json()).sessionHandles).toHaveLength(1);
  });

  test.each([
    [{ mode: "error" }, 500, "Internal Error\n"],
    [{ mode: "error", status: 503 }, 503, "Internal Error\n"],
    [{ mode: "too-many-requests" }, 429, "Too Many Requests\n"],
    [{ mode: "malformed" }, 200, '{"status":"O'],
  ] as const)("%j: the call has no effect", async (outage, status, text) => {
    await running.control.outage({ ...outage, times: 1 });
    const body = JSON.stringify(session);
    const response = await get("/recipe/session", { method: "POST", body });
    expect([response.status, await response.text()]).toEqual([status, text]);
    const list = await get("/recipe/session/user?userId=u1");
    expect((await list.json()).sessionHandles).toEqual([]);
  });

  test("some requests, some times, a pattern with a flag", async () => {
    await running.control.outage({ mode: "error", paths: /JWKS/gi, times: 2 });
    const jwks = async () => (await get("/.well-known/jwks.json")).status;
    expect((await get("/hello")).status).toBe(200);
    expect([await jwks(), await jwks(), await jwks()]).toEqual([500, 500, 200]);
  });

  test("an unknown mode", async () => {
    const outage = { mode: "explode" } as never;
    await expect(running.control.outage(outage)).rejects.toThrow(
      "unknown outage mode explode; use one of refuse, hang,",
    );
  });

  test("without a server: rejections as of fetch", async () => {
    const { fetch: ask, control } = newCore();
    const hello = () => ask(new Request("http://core/hello"));
    await control.outage({ mode: "refuse" });
    await expect(hello()).rejects.toThrow(new TypeError("fetch failed"));
    await control.outage({ mode: "reset" });
    await expect(hello().then((r) => r.text())).rejects.toThrow("terminated");
    await control.recover();
    expect((await hello()).status).toBe(200);
  });
});

describe("hang, and the end of it", () => {
  test.each(["hang", "slow"] as const)(
    "%s: close drops the connection and leaves nothing behind",
    async (mode) => {
      const core = await startMockCore();
      await core.control.outage({ mode, delayMs: 60_000 });
      const result = fetch(`${core.url}/hello`).catch((error) => error);
      await vi.waitFor(() => expect(core.control.requests).toHaveLength(1));
      await core.close();
      expect(await result).toBeInstanceOf(TypeError);
      // The request is over for the core as well: no timer and no promise of it is left.
      await vi.waitFor(() => expect(core.control.requests[0]?.durationMs).not.toBeNull());
    },
  );

  test("other paths respond, and the core does after recover", async () => {
    const core = await startMockCore();
    await core.control.outage({ mode: "hang", paths: "/hello" });
    const result = fetch(`${core.url}/hello`).catch((error) => error);
    await vi.waitFor(() => expect(core.control.requests).toHaveLength(1));
    expect((await fetch(`${core.url}/apiversion`)).status).toBe(200);
    await core.control.recover();
    expect(await result).toBeInstanceOf(TypeError);
    expect((await fetch(`${core.url}/hello`)).status).toBe(200);
    await core.close();
  });

  test("recover ends the wait of a slow request", async () => {
    await running.control.outage({ mode: "slow", delayMs: 60_000 });
    const slow = get("/hello");
    await vi.waitFor(() => expect(running.control.requests).toHaveLength(1));
    await running.control.recover();
    expect((await slow).status).toBe(200);
  });
});

test("a callback that throws fails its own request, and no other", async () => {
  let calls = 0;
  const core = await startMockCore({
    onRequest: () => {
      if (++calls === 1) throw new Error("a fault of the test");
    },
  });
  const response = await fetch(`${core.url}/hello`);
  expect([response.status, await response.text()]).toEqual([
    500,
    "The mock core failed: a fault of the test\n",
  ]);
  expect((await fetch(`${core.url}/hello`)).status).toBe(200);
  await core.control.outage({ mode: "error", status: 9999 });
  expect((await fetch(`${core.url}/hello`)).status).toBe(500);
  await core.close();
});

test("what JSON cannot hold is not stored", async () => {
  const { control } = newCore();
  const circular: { [name: string]: unknown } = {};
  circular.self = circular;
  let deep: { [name: string]: unknown } = {};
  for (let level = 0; level < 20_000; level++) deep = { deep };
  for (const payload of [circular, deep])
    await expect(control.createSession({ userId: "u1", payload })).rejects.toThrow(
      "payload must be a JSON object of at most 500 levels",
    );
  expect((await control.snapshot()).apps[0]?.sessions).toEqual([]);
});

describe("responses in place of the core's own", () => {
  test("one shot, in order, for matching requests", async () => {
    const { control } = running;
    control.answerNext({ match: "/apiversion", body: { versions: ["3.0"] } });
    control.answerNext({ status: 418, body: "teapot", headers: { "x-y": "z" } });
    const first = await get("/hello");
    expect([first.status, await first.text(), first.headers.get("x-y")]).toEqual([
      418,
      "teapot",
      "z",
    ]);
    expect((await get("/hello")).status).toBe(200);
    expect(await (await get("/apiversion")).json()).toEqual({ versions: ["3.0"] });
    expect((await (await get("/apiversion")).json()).versions).toContain("5.4");
  });
});

describe("the request log", () => {
  test("what is in an entry", async () => {
    running.control.clock.set(1_800_000_000_000);
    await get("/recipe/session?x=1", {
      method: "POST",
      body: JSON.stringify(session),
      headers: { "cdi-version": "5.4" },
    });
    await get("/hello", { method: "POST", body: "not JSON" });
    const [first, second] = running.control.requests;
    expect(first).toMatchObject({
      at: 1_800_000_000_000,
      method: "POST",
      path: "/recipe/session",
      query: { x: "1" },
      headers: { "cdi-version": "5.4" },
      body: session,
      status: 200,
      responseHeaders: { "content-type": "application/json;charset=UTF-8" },
      responseBody: { status: "OK", session: { userId: "u1" } },
      durationMs: expect.any(Number),
    });
    expect(second).toMatchObject({ body: "not JSON", responseBody: "Hello\n" });
    expect(second?.id).toBe((first?.id ?? 0) + 1);
    running.control.clearRequests();
    expect(running.control.requests).toEqual([]);
  });

  test("takeRequest: each once, waiting for those to come", async () => {
    const { control } = running;
    await get("/hello");
    await create();
    const made = await control.takeRequest({ match: "POST /recipe/session" });
    expect(made.status).toBe(200);
    expect((await control.takeRequest()).path).toBe("/hello");
    const coming = control.takeRequest({ match: (entry) => entry.query.n === "2" });
    await get("/hello?n=1");
    await get("/hello?n=2");
    expect((await coming).query).toEqual({ n: "2" });
    await expect(control.takeRequest({ match: /jwks/, timeoutMs: 10 })).rejects.toThrow(
      "no request that fits /jwks/ within 10 ms; untaken: GET /hello",
    );
  });

  test("keeps as many as told", async () => {
    const seen: string[] = [];
    const small = newCore({ requestLogLimit: 2, onRequest: ({ path }) => seen.push(path) });
    for (const path of ["/hello", "/", "/telemetry"]) await small.client.get(path);
    expect(small.control.requests.map(({ path }) => path)).toEqual(["/", "/telemetry"]);
    expect(seen).toEqual(["/hello", "/", "/telemetry"]);
  });

  test("what a test does through the control is not in it", async () => {
    await running.control.createSession({ userId: "u1" });
    expect(running.control.requests).toEqual([]);
  });
});

describe("state", () => {
  test("sessions made and ended by a test", async () => {
    const { client, control } = newCore();
    const made = await control.createSession({
      userId: "u1",
      payload: { a: 1 },
      antiCsrf: true,
      useDynamicSigningKey: false,
    });
    const { body } = await client.refresh(made.refreshToken, {
      enableAntiCsrf: true,
      antiCsrfToken: made.antiCsrfToken,
    });
    expect(body.status).toBe("OK");
    expect(control.revoke(made.handle)).toBe(true);
    expect(control.revoke(made.handle)).toBe(false);
    const others = [
      await control.createSession({ userId: "u1" }),
      await control.createSession({ userId: "u1" }),
    ];
    expect(control.revokeUser("u1").sort()).toEqual(others.map(({ handle }) => handle).sort());
    await expect(control.createSession({ userId: "u1", tenantId: "t9" })).rejects.toThrow(
      "(, public, t9)",
    );
    await expect(control.createSession({ userId: "u1", payload: { sub: 1 } })).rejects.toThrow(
      "protected field",
    );
  });

  test("users made by a test", async () => {
    const { client, control } = newCore();
    const user = {
      email: "A@b.c",
      password: "secret1",
      roles: ["admin"],
      emailVerified: true,
      id: "ada",
    };
    expect(await control.createUser(user)).toBe("ada");
    const { body } = await client.post("/recipe/signin", {
      email: "a@b.c",
      password: "secret1",
    });
    expect(body.user).toMatchObject({ id: "ada", loginMethods: [{ verified: true }] });
    expect((await client.get("/recipe/user/roles?userId=ada")).body.roles).toEqual(["admin"]);
    await expect(control.createUser({ ...user, id: "other" })).rejects.toThrow(
      "a user with the e-mail address a@b.c exists",
    );
    await expect(control.createUser({ ...user, email: "x@y.z" })).rejects.toThrow(
      "a user with the id ada exists",
    );
    expect((await client.get("/users/count")).body.count).toBe(1);
  });

  test.each([
    [{ email: "a@b.c", password: "secret1" }, "emailpassword", false],
    [{ email: "a@b.c", thirdParty: { id: "google", userId: "g" } }, "thirdparty", false],
    [{ email: "A@b.c" }, "passwordless", true],
    [{ phoneNumber: "+491" }, "passwordless", true],
  ])("a user of each recipe: %o", async (input, recipeId, verified) => {
    const { client, control } = newCore();
    const id = await control.createUser({ ...input, metadata: { plan: "pro" } });
    const { body } = await client.get(`/user/id?userId=${id}`);
    expect(body.user).toMatchObject({ loginMethods: [{ recipeId, verified }] });
    const { metadata } = (await client.get(`/recipe/user/metadata?userId=${id}`)).body;
    expect(metadata).toEqual({ plan: "pro" });
    await expect(control.createUser(input)).rejects.toThrow(/^a user .* exists$/);
  });

  test.each([
    [{}, "a user must have a password, a thirdParty, an email or a phoneNumber"],
    [{ email: "a@b.c", phoneNumber: "+491" }, "a user must have"],
    [{ password: "secret1" }, "a user with a password must have an email"],
    [{ thirdParty: { id: "g", userId: "g" } }, "a user with thirdParty must have an email"],
    [{ email: "a@b.c", password: "" }, "Password cannot be an empty string"],
  ])("no user: %o", async (input, message) => {
    const { client, control } = newCore();
    await expect(control.createUser(input)).rejects.toThrow(message);
    expect((await client.get("/users/count")).body.count).toBe(0);
  });

  test("a user, roles, claims and a session in one call", async () => {
    const { client, control } = newCore();
    const { userId, accessToken, handle } = await control.createSignedInUser({
      email: "a@b.c",
      password: "secret1",
      roles: ["admin"],
      emailVerified: true,
      payload: { team: 7 },
      userDataInDatabase: { seen: 1 },
    });
    const { body } = await client.verify(accessToken, { checkDatabase: true });
    expect(body.session).toMatchObject({
      userId,
      handle,
      userDataInJWT: { "st-role": { v: ["admin"] }, "st-ev": { v: true }, team: 7 },
    });
    expect((await client.info(handle)).body.userDataInDatabase).toEqual({ seen: 1 });
    expect((await client.get(`/recipe/user/roles?userId=${userId}`)).body.roles).toEqual([
      "admin",
    ]);
    const circular: { own?: unknown } = {};
    circular.own = circular;
    await expect(
      control.createSignedInUser({ email: "x@y.z", payload: circular }),
    ).rejects.toThrow("payload");
    expect((await client.get("/users/count")).body.count).toBe(1);
  });

  test("the outbox: codes and links, the newest for somebody", async () => {
    const { client, control } = newCore();
    const send = (email: string) => client.post("/recipe/signinup/code", { email });
    const first = await send("a@b.c");
    const second = await send("a@b.c");
    await send("x@y.z");
    const { userInputCode, linkCode, preAuthSessionId } = second.body;
    expect(await control.takeCode({ to: " A@B.c " })).toBe(userInputCode);
    // The older one is out of date.
    await expect(control.takeCode({ to: "a@b.c", timeoutMs: 10 })).rejects.toThrow(
      "no code for a@b.c within 10 ms; untaken: sign-in to x@y.z",
    );
    expect(first.body.status).toBe("OK");

    const waiting = control.takeLink({ to: "a@b.c", website: "https://app.test/login/" });
    const third = await send("a@b.c");
    expect(await waiting).toBe(
      `https://app.test/login/verify?preAuthSessionId=${third.body.preAuthSessionId}&tenantId=public#${third.body.linkCode}`,
    );
    expect([linkCode, preAuthSessionId]).not.toContain(undefined);

    const userId = await control.createUser({ email: "a@b.c", password: "secret1" });
    await client.post("/recipe/user/password/reset/token", { userId, email: "a@b.c" });
    await client.post("/recipe/user/email/verify/token", { userId, email: "a@b.c" });
    expect(await control.takeLink({ kind: "password-reset" })).toMatch(
      /^http:\/\/localhost:3000\/auth\/reset-password\?token=[\w-]+&tenantId=public$/,
    );
    expect(await control.takeLink({ kind: "email-verification" })).toMatch(
      /^http:\/\/localhost:3000\/auth\/verify-email\?token=[\w-]+&tenantId=public$/,
    );
    await control.reset();
    await expect(control.takeLink({ timeoutMs: 10 })).rejects.toThrow("untaken: none");
  });

  test("a snapshot holds what every recipe holds", async () => {
    const one = newCore();
    const { client, control } = one;
    const id = await control.createUser({
      email: "a@b.c",
      thirdParty: { id: "g", userId: "1" },
    });
    const other = await control.createUser({ email: "a@b.c", password: "secret1" });
    await client.post("/recipe/accountlinking/user/primary", { recipeUserId: id });
    await client.post("/recipe/accountlinking/user/link", {
      recipeUserId: other,
      primaryUserId: id,
    });
    await client.post("/recipe/userid/map", { superTokensUserId: id, externalUserId: "app-1" });
    await client.put("/recipe/user/metadata", { userId: "app-1", metadataUpdate: { a: 1 } });
    await client.post("/recipe/totp/device", { userId: "app-1", skew: 1, period: 30 });
    await client.post("/recipe/totp/verify", { userId: "app-1", totp: "000000" });
    const code = await client.post("/recipe/signinup/code", { email: "new@b.c" });
    await client.put("/recipe/multitenancy/config/thirdparty", {
      config: { thirdPartyId: "github", clients: [{ clientId: "c" }] },
    });
    await client.post("/recipe/dashboard/user", { email: "d@b.c", password: "password1" });
    const reset = await client.post("/recipe/user/password/reset/token", {
      userId: other,
      email: "a@b.c",
    });
    const saved = JSON.parse(JSON.stringify(await control.snapshot()));

    const two = newCore();
    await two.control.restore(saved);
    const both = async (path: string) => {
      const texts = await Promise.all([one, two].map(async (core) => core.client.get(path)));
      expect(texts[1]?.text).toBe(texts[0]?.text);
      return texts[1]?.text;
    };
    expect(await both(`/user/id?userId=${other}`)).toContain('"id":"app-1"');
    expect(await both("/recipe/user/metadata?userId=app-1")).toContain('"a":1');
    expect(await both("/recipe/totp/device/list?userId=app-1")).toContain("TOTP Device 0");
    expect(await both("/recipe/signinup/codes?email=new@b.c")).toContain("codeId");
    expect(await both("/recipe/multitenancy/tenant/v2")).toContain("github");
    expect(await both("/recipe/dashboard/users")).toContain("d@b.c");
    const totp = await two.client.post("/recipe/totp/verify", {
      userId: "app-1",
      totp: "000000",
    });
    expect(totp.body.currentNumberOfFailedAttempts).toBe(2);
    const { deviceId, preAuthSessionId, userInputCode } = code.body;
    const consume = { deviceId, preAuthSessionId, userInputCode };
    expect((await two.client.post("/recipe/signinup/code/consume", consume)).body.status).toBe(
      "OK",
    );
    const token = { token: reset.body.token };
    expect(
      (await two.client.post("/recipe/user/password/reset/token/consume", token)).body.status,
    ).toBe("OK");
    await expect(
      two.control.restore({
        ...saved,
        apps: [{ ...saved.apps[0], tables: [["totpDevices", [["u", 7]]]] }],
      }),
    ).rejects.toThrow("totpDevices.u must be a list");
  });

  test("snapshot and restore, through JSON, into another core", async () => {
    const one = newCore();
    one.control.clock.set(1_800_000_000_000);
    await one.client.put("/recipe/multitenancy/app/v2", { appId: "a1" });
    await one.control.createUser({
      email: "a@b.c",
      password: "secret1",
      id: "ada",
      roles: ["r"],
    });
    const { A, R, handle } = await one.client.create({
      userId: "ada",
      useDynamicSigningKey: false,
    });
    const later = await one.client.create();
    const saved = JSON.parse(JSON.stringify(await one.control.snapshot()));

    const two = newCore();
    await two.control.restore(saved);
    expect(two.control.clock.now()).toBe(1_800_000_000_000);
    expect((await two.client.verify(A, { checkDatabase: true })).body.status).toBe("OK");
    expect((await two.client.verify(later.A)).body.status).toBe("OK");
    expect((await two.client.refresh(R)).body.session.handle).toBe(handle);
    const signin = { email: "a@b.c", password: "secret1" };
    expect((await two.client.post("/recipe/signin", signin)).body.status).toBe("OK");
    expect((await two.client.get("/recipe/user/roles?userId=ada")).body.roles).toEqual(["r"]);
    expect((await two.client.create({}, {}, "/appid-a1")).status).toBe(200);
    const jwks = async (core: typeof one) =>
      (await core.client.get("/.well-known/jwks.json")).text;
    expect(await jwks(two)).toBe(await jwks(one));
    await expect(two.control.restore({} as never)).rejects.toThrow("not a snapshot");
    expect((await two.client.verify(A)).body.status).toBe("OK");
  });

  test("a snapshot is a copy, and so is what is restored", async () => {
    const { client, control } = newCore();
    const { R } = await client.create();
    const saved = await control.snapshot();
    for (let i = 0; i < 2; i++) {
      const { A } = await client.refresh(R);
      await client.verify(A);
      expect((await client.refresh(R)).body.status).toBe("TOKEN_THEFT_DETECTED");
      await control.restore(saved);
    }
    expect((await client.refresh(R)).body.status).toBe("OK");
  });

  test("reset: nothing is left, and no old token verifies", async () => {
    const { client, control } = newCore();
    const { A, R, handle } = await client.create({ useDynamicSigningKey: false });
    control.clock.advance(10_000);
    await control.outage({ mode: "error" });
    control.answerNext({ status: 500 });
    await control.reset();
    expect(control.requests).toEqual([]);
    expect(Math.abs(control.clock.now() - Date.now())).toBeLessThan(1000);
    expect((await client.info(handle)).body.status).toBe("UNAUTHORISED");
    expect((await client.verify(A)).body.message).toBe("Key not found");
    expect((await client.refresh(R)).body.status).toBe("UNAUTHORISED");
  });

  test("the clock: stopped, moved, running", () => {
    const { clock } = newCore().control;
    clock.advance(-60_000);
    expect(clock.now()).toBeLessThan(Date.now() - 59_000);
    clock.set(5);
    clock.advance(2);
    expect(clock.now()).toBe(7);
    clock.reset();
    expect(Math.abs(clock.now() - Date.now())).toBeLessThan(1000);
  });
});

describe("from another process", () => {
  const order = async (method: string, body?: object, headers: Record<string, string> = {}) => {
    const response = await fetch(`${running.controlUrl}/${method}`, {
      method: "POST",
      headers,
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.text() };
  };
  const result = async (method: string, body?: object) => {
    const { status, body: text } = await order(method, body);
    expect(status, text).toBe(200);
    return JSON.parse(text).result;
  };

  test("everything the control does", async () => {
    const made = await result("createSession", { userId: "u1" });
    expect(made.handle).toMatch(/^[0-9a-f-]{36}$/);
    expect(await result("createUser", { email: "a@b.c", password: "x", id: "ada" })).toBe(
      "ada",
    );
    const token = await result("mintAccessToken", {
      sessionHandle: made.handle,
      removeClaims: ["exp"],
    });
    expect(
      JSON.parse(Buffer.from(token.split(".")[1], "base64url").toString()),
    ).not.toHaveProperty("exp");
    expect(await result("expire", { accessToken: made.accessToken })).toMatch(/^eyJ/);
    expect(await result("revoke", { sessionHandle: made.handle })).toBe(true);
    expect(await result("revokeUser", { userId: "u1" })).toEqual([]);
    expect(await result("rotateKeys", { forgetOld: true })).toBeNull();
    await result("clock/set", { ms: 1_800_000_000_000 });
    await result("clock/advance", { ms: 5 });
    expect(await result("clock/now")).toBe(1_800_000_000_005);
    await result("clock/reset");
    await result("outage", { mode: "error", paths: { pattern: "^/hel+o$" } });
    expect((await get("/hello")).status).toBe(500);
    await result("recover");
    await result("answerNext", { match: "/hello", status: 201 });
    expect((await get("/hello")).status).toBe(201);
    expect(await result("requests")).toHaveLength(2);
    expect(await result("takeRequest", { match: "/hello" })).toMatchObject({ status: 500 });
    await result("clearRequests");
    const snapshot = await result("snapshot");
    await result("reset");
    await result("restore", { snapshot });
  });

  test("refuse ends the core, not the control", async () => {
    await result("outage", { mode: "refuse" });
    await expect(get("/hello")).rejects.toThrow("fetch failed");
    await result("recover");
    expect((await get("/hello")).status).toBe(200);
  });

  test("a mistake gets a response that names it", async () => {
    expect(await order("takeRequest", { timeoutMs: 1 })).toMatchObject({ status: 400 });
    expect(await order("revoke", {})).toEqual({
      status: 400,
      body: `${JSON.stringify({ error: "sessionHandle must be a string" })}\n`,
    });
    expect((await order("outage", { mode: "x" })).body).toContain(
      "mode must be one of refuse, hang,",
    );
    expect(await order("nope")).toMatchObject({
      status: 404,
      body: expect.stringContaining("/createSession, /createUser"),
    });
  });
});
