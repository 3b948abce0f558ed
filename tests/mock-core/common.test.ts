import { beforeAll, describe, expect, test } from "vitest";
import { type Client, clientOf, newCore } from "./client.ts";

// The rules that all endpoints share: paths, CDI versions, API keys and bodies.

const key = "0123456789-abcdefghij=";
const session = {
  userId: "u1",
  enableAntiCsrf: false,
  userDataInJWT: {},
  userDataInDatabase: {},
};
const unknown = (app: string, tenant: string): string =>
  "AppId or tenantId not found => Tenant with the following connectionURIDomain, appId and tenantId " +
  `combination not found: (, ${app}, ${tenant})\n`;

let core: Client;
let keyed: Client;
let bare: Client;
beforeAll(() => {
  const open = newCore();
  core = open.client;
  bare = clientOf(open, {});
  keyed = newCore({ apiKeys: [key, "second-key-9876543210"] }).client;
});

describe("paths and methods", () => {
  test.each([
    ["GET", "/hello"],
    ["POST", "/hello"],
    ["PUT", "/hello"],
    ["DELETE", "/hello"],
    ["GET", "/"],
    ["POST", "/"],
    ["PUT", "/"],
    ["DELETE", "/"],
  ])("%s %s greets", async (method, path) => {
    const { status, text } = await core.call(method, path);
    expect([status, text]).toEqual([200, "Hello\n"]);
  });

  test("apiversion lists versions without being asked in one", async () => {
    const { status, body } = await bare.get("/apiversion");
    expect(status).toBe(200);
    expect(Object.keys(body)).toEqual(["versions"]);
    expect(body.versions).toEqual(expect.arrayContaining(["3.1", "5.4"]));
  });

  test("apiversion takes the two domains and lists only what is served", async () => {
    const narrow = newCore({ minCdiVersion: "4.0", maxCdiVersion: "5.1" }).client;
    const { body } = await narrow.get("/apiversion?websiteDomain=a&apiDomain=b", {
      "cdi-version": "5.0",
    });
    expect(body.versions).toEqual(["4.0", "5.0", "5.1"]);
  });

  test("an unknown path is not found, with or without keys", async () => {
    for (const client of [core, keyed]) {
      const { status, text } = await client.get("/nope");
      expect([status, text]).toEqual([404, "Not found\n"]);
    }
  });

  test("a known path with another method", async () => {
    for (const [method, path] of [
      ["DELETE", "/recipe/session"],
      ["GET", "/recipe/session/refresh"],
      ["OPTIONS", "/recipe/session"],
      ["PATCH", "/recipe/session"],
    ] as const) {
      const { status, text } = await core.call(method, path);
      expect([status, text], `${method} ${path}`).toEqual([405, "Method not supported\n"]);
    }
  });

  test("app and tenant before the path, in any case, with a trailing slash", async () => {
    for (const path of [
      "/public/recipe/session",
      "/appid-public/recipe/session",
      "/appid-public/public/recipe/session",
      "/RECIPE/SESSION/",
    ])
      expect((await core.post(path, session)).body.status, path).toBe("OK");
    expect((await core.get("/./.well-known/jwks.json")).body.keys).toHaveLength(2);
    expect((await core.post("/recipe/recipe/session", session)).status).toBe(404);
  });

  test("slashes in a row count as one", async () => {
    for (const path of ["//hello", "/hello//", "//public///hello", "///"])
      expect((await core.get(path)).text, path).toBe("Hello\n");
    const { body } = await core.post("//recipe//session", session);
    expect(body.status).toBe("OK");
  });

  test("the root greets known tenants alone", async () => {
    await core.put("/recipe/multitenancy/tenant/v2", { tenantId: "greeted" });
    expect((await core.get("/greeted/")).text).toBe("Hello\n");
    expect((await core.get("/nobody/")).status).toBe(404);
    expect((await core.get("/nobody/hello")).text).toBe("Hello\n");
    expect((await core.get("/appid-nobody/hello")).text).toBe(unknown("nobody", "public"));
  });

  test("a base path stands before everything", async () => {
    const { fetch } = newCore({ basePath: "core/v1/" });
    const textAt = async (path: string) =>
      (await fetch(new Request(`http://core${path}`))).text();
    expect(await textAt("/core/v1/hello")).toBe("Hello\n");
    expect(await textAt("/core/v1/recipe/session")).toMatch(/'sessionHandle' is missing/);
    expect(await textAt("/hello")).toBe("Not found\n");
    expect(await textAt("/core/v1x/hello")).toBe("Not found\n");
  });
});

describe("CDI versions", () => {
  test.each([
    ["9.9", "cdi-version 9.9 not supported"],
    ["1.0", "cdi-version 1.0 not supported"],
    ["5.4.0", "cdi-version 5.4.0 not supported"],
    ["abc", "cdi-version header is invalid"],
    ["5.", "cdi-version header is invalid"],
  ])("create with %s", async (version, text) => {
    const reply = await core.post("/recipe/session", session, { "cdi-version": version });
    expect([reply.status, reply.text]).toEqual([400, `${text}\n`]);
  });

  test("hello checks the form and the newest, not the list", async () => {
    expect((await core.get("/hello", { "cdi-version": "9.9" })).status).toBe(400);
    expect((await core.get("/hello", { "cdi-version": "1.0" })).status).toBe(200);
  });

  test("an absent header means the newest", async () => {
    const { body } = await bare.post("/recipe/session/verify", {
      accessToken: "abc",
      doAntiCsrfCheck: false,
      enableAntiCsrf: false,
      checkDatabase: false,
    });
    expect(body.status).toBe("TRY_REFRESH_TOKEN");
    const old = clientOf(newCore({ maxCdiVersion: "3.1" }), {});
    const { body: created } = await old.post("/recipe/session", session);
    expect(created.session).not.toHaveProperty("recipeUserId");
  });

  test("a version below the configured one", async () => {
    const { client } = newCore({ minCdiVersion: "5.0" });
    const { status, text } = await client.get("/hello", { "cdi-version": "3.1" });
    expect(status).toBe(400);
    expect(text).toBe("cdi-version 3.1 is lower than the minimum allowed version 5.0\n");
  });

  test("before 3.0 there are no tenants", async () => {
    const { status, text } = await core.post("/t1/recipe/session", session, {
      "cdi-version": "2.21",
    });
    expect([status, text]).toEqual([404, "Not found\n"]);
  });
});

describe("API keys", () => {
  const post = (headers: Record<string, string>) =>
    keyed.post("/recipe/session", session, headers);

  test("none, wrong, right, and as a bearer", async () => {
    const refused: Record<string, string>[] = [
      {},
      { "api-key": "wrong" },
      { authorization: "Bearer wrong" },
    ];
    for (const headers of refused) {
      const { status, text } = await post(headers);
      expect([status, text]).toEqual([401, "Invalid API key\n"]);
    }
    const accepted: Record<string, string>[] = [
      { "api-key": key },
      { "api-key": ` ${key} ` },
      { "api-key": "second-key-9876543210" },
      { authorization: `Bearer ${key}` },
      { authorization: `bEARER ${key}` },
      { authorization: key },
    ];
    for (const headers of accepted) expect((await post(headers)).status).toBe(200);
    expect((await post({ "api-key": "wrong", authorization: key })).status).toBe(401);
  });

  test("which endpoints ask", async () => {
    expect((await keyed.get("/.well-known/jwks.json")).status).toBe(200);
    expect((await keyed.get("/hello")).status).toBe(200);
    expect((await keyed.get("/apiversion")).status).toBe(401);
    expect((await keyed.get("/recipe/jwt/jwks")).status).toBe(401);
    expect((await keyed.get("/t9/recipe/session?sessionHandle=x")).status).toBe(401);
    const headers = { "cdi-version": "5.4" };
    expect((await keyed.post("/appid-x/recipe/session", session, headers)).text).toBe(
      unknown("x", "public"),
    );
  });

  test("the key comes before the version", async () => {
    expect((await post({ "api-key": "wrong", "cdi-version": "9.9" })).status).toBe(401);
  });
});

describe("bodies", () => {
  test.each(["[]", "", "{", "null", '"x"', "1"])("body %j", async (body) => {
    const { status, text } = await core.post("/recipe/session", body);
    expect([status, text]).toEqual([400, "Invalid Json Input\n"]);
  });

  test.each([
    ["userId", undefined],
    ["userId", 5],
    ["userId", null],
    ["userId", ["a", "b"]],
    ["enableAntiCsrf", "true"],
    ["enableAntiCsrf", null],
    ["userDataInJWT", undefined],
    ["userDataInJWT", []],
    ["userDataInDatabase", "{}"],
    ["useDynamicSigningKey", null],
    ["useDynamicSigningKey", "false"],
  ])("%s as %j", async (field, value) => {
    const { status, text } = await core.post("/recipe/session", { ...session, [field]: value });
    expect([status, text]).toEqual([400, `Field name '${field}' is invalid in JSON input\n`]);
  });

  test("what gson lets through", async () => {
    const { body } = await core.post("/recipe/session", {
      ...session,
      userId: ["u7"],
      enableAntiCsrf: 1,
      more: true,
    });
    expect(body.status).toBe("OK");
    expect(body.session.userId).toBe("u7");
    expect(body).not.toHaveProperty("antiCsrfToken");
  });

  test("a body is UTF-8 where its content type says so, else Latin-1", async () => {
    const userIdOf = async (type: string) => {
      const headers = { "content-type": type };
      return (await core.post("/recipe/session", { ...session, userId: "Zoë €" }, headers)).body
        .session.userId;
    };
    for (const type of [
      "application/json; charset=utf-8",
      "application/json;charset=UTF-8",
      'text/plain;charset="utf-8"',
    ])
      expect(await userIdOf(type), type).toBe("Zoë €");
    const latin = Buffer.from("Zoë €").toString("latin1");
    for (const type of ["application/json", "text/plain", "x/y;charset=iso-8859-1"])
      expect(await userIdOf(type), type).toBe(latin);
  });

  test("JSON nested too deep, and a body that is too large", async () => {
    const nested = `${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}`;
    const deep = await core.post("/recipe/session", nested);
    expect([deep.status, deep.text]).toEqual([400, "JSON nested deeper than 500 levels\n"]);
    const { fetch: ask } = newCore();
    const body = " ".repeat(1024 * 1024 + 1);
    const large = await ask(new Request("http://core/hello", { method: "POST", body }));
    expect([large.status, await large.text()]).toEqual([
      413,
      "The request body is larger than 1048576 bytes\n",
    ]);
  });

  test("unknown tenant and unknown app", async () => {
    const tenant = await core.post("/t9/recipe/session", session);
    expect([tenant.status, tenant.text]).toEqual([400, unknown("public", "t9")]);
    const app = await core.post("/appid-x/recipe/session", session);
    expect([app.status, app.text]).toEqual([400, unknown("x", "public")]);
    const malformed = await core.post("/t9/recipe/session", {});
    expect(malformed.text).toBe("Field name 'userId' is invalid in JSON input\n");
  });

  test("a missing query parameter", async () => {
    const { status, text } = await core.get("/recipe/session");
    expect([status, text]).toEqual([
      400,
      "Field name 'sessionHandle' is missing in GET request\n",
    ]);
  });
});

test("handshake is gone", async () => {
  const { status, text } = await core.post("/recipe/handshake", {});
  expect([status, text]).toEqual([404, "Not found\n"]);
});

describe("options the core would refuse", () => {
  test.each([
    [{ apiKeys: ["short"] }, /api_keys/],
    [{ accessTokenValidity: 0 }, /access_token_validity/],
    [{ accessTokenValidityJitter: 0.5 }, /jitter/],
    [{ refreshTokenValidity: 60 }, /strictly greater/],
    [{ signingKeyUpdateInterval: 0 }, /update_interval/],
    [{ maxCdiVersion: "5.40" }, /5\.40 is not served; use one of 2\.7, 2\.8/],
    [{ ipAllow: "(" }, /ip_allow_regex/],
  ])("%j", (options, message) => {
    expect(() => newCore(options)).toThrow(message);
  });
});
