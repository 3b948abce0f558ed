import { createHash, createPublicKey, verify as verifySignature } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Control } from "../../mock-core/src/control-types.ts";
import { type Client, decode, newCore } from "./client.ts";

// Sessions: creation, verification, changes and removal.

const H = (text: string): string => createHash("sha256").update(text).digest("hex");

let core: Client;
let control: Control;
beforeAll(() => {
  ({ client: core, control } = newCore());
});
beforeEach(() => control.reset());

const addTenant = (tenantId: string) =>
  core.put("/recipe/multitenancy/tenant/v2", { tenantId });

describe("create", () => {
  test("the members of the response and their times", async () => {
    const { body, A } = await core.create();
    expect(Object.keys(body).sort()).toEqual([
      "accessToken",
      "refreshToken",
      "session",
      "status",
    ]);
    expect(body.session).toEqual({
      handle: expect.stringMatching(/^[0-9a-f-]{36}$/),
      userId: "u1",
      recipeUserId: "u1",
      userDataInJWT: {},
      tenantId: "public",
    });
    expect(Object.keys(body.accessToken).sort()).toEqual(["createdTime", "expiry", "token"]);
    expect(Object.keys(body.refreshToken).sort()).toEqual(["createdTime", "expiry", "token"]);
    const { claims } = decode(A);
    expect(body.accessToken.expiry).toBe(claims.exp * 1000);
    expect(body.accessToken.createdTime).toBe(claims.iat * 1000);
    expect(claims.exp - claims.iat).toBe(3600);
    expect(body.refreshToken.expiry - body.refreshToken.createdTime).toBe(8_640_000_000);
  });

  test("header and claims of format V5", async () => {
    const { A, R, handle } = await core.create({ userDataInJWT: { role: "admin" } });
    const { header, claims } = decode(A);
    expect(header).toEqual({
      kid: expect.stringMatching(/^d-\d+$/),
      typ: "JWT",
      version: "5",
      alg: "RS256",
    });
    expect(claims).toEqual({
      iat: expect.any(Number),
      exp: expect.any(Number),
      sub: "u1",
      tId: "public",
      rsub: "u1",
      sessionHandle: handle,
      refreshTokenHash1: H(R),
      parentRefreshTokenHash1: null,
      antiCsrfToken: null,
      role: "admin",
    });
  });

  test.each([
    ["5.4", "5", ["tId", "rsub"], 5],
    ["4.0", "5", ["tId", "rsub"], 5],
    ["3.1", "4", ["tId"], 4],
    ["3.0", "4", ["tId"], 4],
    ["2.21", "3", [], 3],
  ])("formats, CDI %s", async (cdi, version, extra, members) => {
    const { A, body } = await core.create({}, { "cdi-version": cdi });
    const { header, claims } = decode(A);
    expect(header.version).toBe(version);
    expect(["tId", "rsub"].filter((name) => name in claims)).toEqual(extra);
    expect(Object.keys(body.session)).toHaveLength(members);
    const verified = await core.verify(A, {}, { "cdi-version": cdi });
    expect(verified.body.status).toBe("OK");
    expect(verified.body.session).toEqual(body.session);
  });

  test("static and dynamic keys, both published, both verify", async () => {
    const dynamic = await core.create();
    const fixed = await core.create({ useDynamicSigningKey: false });
    expect(decode(fixed.A).header.kid).toMatch(/^s-[0-9a-f-]{36}$/);
    const { keys } = (await core.get("/.well-known/jwks.json")).body;
    for (const { A } of [dynamic, fixed]) {
      const jwk = keys.find(({ kid }) => kid === decode(A).header.kid);
      const [header, claims, signature] = A.split(".");
      const key = createPublicKey({ key: jwk ?? {}, format: "jwk" });
      const input = Buffer.from(`${header}.${claims}`);
      expect(
        verifySignature("sha256", input, key, Buffer.from(signature ?? "", "base64url")),
      ).toBe(true);
    }
  });

  const protectedNames = [
    "sub",
    "exp",
    "iat",
    "tId",
    "rsub",
    "sessionHandle",
    "refreshTokenHash1",
    "parentRefreshTokenHash1",
    "antiCsrfToken",
  ];
  test.each(protectedNames)("%s is protected", async (name) => {
    const { status, text } = await core.create({ userDataInJWT: { [name]: "x" } });
    expect([status, text]).toEqual([400, "The user payload contains protected field\n"]);
    const { body } = await core.get("/recipe/session/user?userId=u1");
    expect(body.sessionHandles).toEqual([]);
  });

  test("what is not protected", async () => {
    const over = { userDataInJWT: { rsub: 1 } };
    expect((await core.create(over, { "cdi-version": "3.1" })).status).toBe(200);
    const early = { userDataInJWT: { tId: 1 } };
    expect((await core.create(early, { "cdi-version": "2.21" })).status).toBe(200);
    const { A } = await core.create({ userDataInJWT: { iss: "a", stt: 0 } });
    expect(decode(A).claims).toMatchObject({ iss: "a", stt: 0 });
  });

  test("an anti-CSRF token", async () => {
    const { body, A } = await core.create({ enableAntiCsrf: true });
    expect(body.antiCsrfToken).toMatch(/^[0-9a-f-]{36}$/);
    expect(decode(A).claims.antiCsrfToken).toBe(body.antiCsrfToken);
  });

  test("a tenant's session", async () => {
    await addTenant("t1");
    const { handle, body, A } = await core.create({}, {}, "/t1");
    expect(handle).toMatch(/^[0-9a-f-]{36}_t1$/);
    expect(body.session.tenantId).toBe("t1");
    expect(decode(A).claims.tId).toBe("t1");
    expect((await core.info(handle)).body).toMatchObject({ status: "OK", tenantId: "t1" });
  });

  test("the sessions of a user", async () => {
    const first = await core.create();
    const second = await core.create();
    const list = async (query: string) =>
      (await core.get(`/recipe/session/user?${query}`)).body.sessionHandles;
    expect(new Set(await list("userId=u1"))).toEqual(new Set([first.handle, second.handle]));
    expect(await list("userId=nobody")).toEqual([]);
    control.clock.advance(101 * 86_400_000);
    expect(await list("userId=u1")).toEqual([]);
  });

  test("the sessions of a user in one tenant", async () => {
    await addTenant("t1");
    const { handle } = await core.create({}, {}, "/t1");
    const everywhere = await core.create();
    const flag = "fetchAcrossAllTenants=false";
    const list = async (path: string) => (await core.get(path)).body.sessionHandles;
    expect(await list(`/t1/recipe/session/user?userId=u1&${flag}`)).toEqual([handle]);
    expect(await list(`/recipe/session/user?userId=u1&${flag}`)).toEqual([everywhere.handle]);
    expect(await list("/recipe/session/user?userId=u1")).toHaveLength(2);
    expect((await core.get("/t1/recipe/session/user?userId=u1")).status).toBe(403);
    expect(
      (await core.get("/t9/recipe/session/user?userId=u1&fetchAcrossAllTenants=false")).status,
    ).toBe(400);
    expect((await core.get("/recipe/session/user")).status).toBe(400);
  });
});

describe("get", () => {
  test("a session's information, by CDI version", async () => {
    control.clock.set(1_800_000_000_123);
    const { handle } = await core.create({
      userDataInJWT: { a: 1 },
      userDataInDatabase: { b: null },
    });
    expect((await core.info(handle)).body).toEqual({
      sessionHandle: handle,
      userId: "u1",
      recipeUserId: "u1",
      userDataInDatabase: { b: null },
      expiry: 1_800_000_000_123 + 8_640_000_000,
      userDataInJWT: { a: 1 },
      timeCreated: 1_800_000_000_123,
      status: "OK",
      tenantId: "public",
    });
    const old = await core.get(`/recipe/session?sessionHandle=${handle}`, {
      "cdi-version": "3.1",
    });
    expect(old.body).not.toHaveProperty("recipeUserId");
    expect(old.body.tenantId).toBe("public");
  });

  test("a handle that names an unknown tenant", async () => {
    expect((await core.info("x_t9")).text).toMatch(/\(, public, t9\)\n$/);
    expect((await core.info("x")).body).toEqual({
      status: "UNAUTHORISED",
      message: "Session does not exist.",
    });
  });
});

describe("verify", () => {
  test("a token that needs nothing", async () => {
    const { A, body } = await core.create({ userDataInJWT: { a: { b: [null] } } });
    const verified = await core.verify(A);
    expect(verified.body).toEqual({ status: "OK", session: body.session });
    expect(verified.body.session.userDataInJWT).toEqual({ a: { b: [null] } });
  });

  test("a signature changed in one place, and a text that is not a token", async () => {
    const { A } = await core.create();
    const at = A.length - 20;
    const changed = A.slice(0, at) + (A[at] === "A" ? "B" : "A") + A.slice(at + 1);
    for (const token of [
      changed,
      "abc",
      "YWI.YWI.YWI",
      "",
      `${A}.x`,
      A.slice(0, A.lastIndexOf(".") + 1),
    ]) {
      const { status, body } = await core.verify(token);
      expect([status, body.status], token).toEqual([200, "TRY_REFRESH_TOKEN"]);
      expect(body.message).toMatch(/./);
    }
    const [header, claims] = A.split(".");
    for (const token of [`${header}.${claims}.%%`, `%%.${claims}.YWI`, "a.b.c"]) {
      const { status, text } = await core.verify(token);
      expect(status, token).toBe(500);
      expect(text).toMatch(/^java\.lang\.IllegalArgumentException: /);
    }
    const { status, text } = await core.post("/recipe/session/regenerate", {
      accessToken: `${header}.%%.YWI`,
    });
    expect([status, text.split(":")[0]]).toEqual([500, "java.lang.IllegalArgumentException"]);
  });

  test.each([
    ["typ", { typ: "JOSE" }, "JWT header mismatch - typ"],
    ["typ missing", { typ: undefined }, "JWT header missing - typ"],
    ["alg", { alg: "HS256" }, "JWT header mismatch - alg"],
    ["version 2", { version: "2" }, "JWT header mismatch - version"],
    ["version as a number", { version: 5 }, "JWT header mismatch - version"],
    ["kid missing", { kid: undefined }, "JWT header missing - kid"],
  ])("header: %s", async (_, header, message) => {
    const token = await control.mintAccessToken({ header });
    const { body } = await core.verify(token);
    expect(body).toEqual({
      status: "TRY_REFRESH_TOKEN",
      message: `io.supertokens.session.jwt.JWT$JWTException: ${message}`,
    });
  });

  test("a header without a version is taken for the newest", async () => {
    const { handle } = await core.create();
    const token = await control.mintAccessToken({
      sessionHandle: handle,
      header: { version: undefined },
    });
    expect((await core.verify(token)).body.status).toBe("OK");
  });

  test.each([
    ["foreign key", { key: "foreign" }],
    ["HS256 with the public key", { algorithm: "HS256" }],
    ["no algorithm", { algorithm: "none" }],
    ["unknown kid", { kid: "d-1" }],
  ] as const)("%s", async (_, input) => {
    expect((await core.verify(await control.mintAccessToken(input))).body.status).toBe(
      "TRY_REFRESH_TOKEN",
    );
  });

  test("each mandatory claim must be there, though two may be null", async () => {
    for (const name of [
      "sub",
      "exp",
      "iat",
      "tId",
      "rsub",
      "sessionHandle",
      "refreshTokenHash1",
      "parentRefreshTokenHash1",
      "antiCsrfToken",
    ]) {
      const token = await control.mintAccessToken({ claims: { [name]: undefined } });
      const { body } = await core.verify(token);
      expect(body.message, name).toBe(
        `Access token does not contain all the information. Maybe the structure has changed? ${name}`,
      );
    }
  });

  test.each([
    ["sub", 5],
    ["exp", "2000000000"],
    ["tId", null],
    ["rsub", {}],
    ["sessionHandle", null],
    ["refreshTokenHash1", 1],
    ["parentRefreshTokenHash1", 1],
    ["antiCsrfToken", []],
  ])("the claim %s as %j", async (name, value) => {
    const token = await control.mintAccessToken({ claims: { [name]: value } });
    expect((await core.verify(token)).body.status).toBe("TRY_REFRESH_TOKEN");
  });

  test("a key that is gone", async () => {
    const { A } = await core.create();
    control.rotateKeys({ forgetOld: true });
    expect((await core.verify(A)).body).toEqual({
      status: "TRY_REFRESH_TOKEN",
      message: "Key not found",
    });
  });

  test("expiry, to the millisecond", async () => {
    control.clock.set(1_800_000_000_000);
    const { A } = await core.create();
    control.clock.advance(3_600_000);
    expect((await core.verify(A)).body.status).toBe("OK");
    control.clock.advance(1);
    expect((await core.verify(A)).body).toEqual({
      status: "TRY_REFRESH_TOKEN",
      message: "Access token expired",
    });
    const { A: fresh } = await core.create();
    expect((await core.verify(await control.expire(fresh))).body.message).toBe(
      "Access token expired",
    );
  });

  test("required fields", async () => {
    const { A } = await core.create();
    for (const field of ["checkDatabase", "doAntiCsrfCheck", "enableAntiCsrf", "accessToken"]) {
      const { status, text } = await core.verify(A, { [field]: undefined });
      expect([status, text]).toEqual([400, `Field name '${field}' is invalid in JSON input\n`]);
    }
    const { status, text } = await core.verify(A, { antiCsrfToken: null });
    expect([status, text]).toEqual([
      400,
      "Field name 'antiCsrfToken' is invalid in JSON input\n",
    ]);
  });

  test("anti-CSRF", async () => {
    const check = { enableAntiCsrf: true, doAntiCsrfCheck: true };
    const { A, body } = await core.create({ enableAntiCsrf: true });
    const failed = { status: "TRY_REFRESH_TOKEN", message: "anti-csrf check failed" };
    expect((await core.verify(A, { ...check, antiCsrfToken: "x" })).body).toEqual(failed);
    expect((await core.verify(A, check)).body).toEqual(failed);
    const { antiCsrfToken } = body;
    expect((await core.verify(A, { ...check, antiCsrfToken })).body.status).toBe("OK");
    expect((await core.verify(A, { enableAntiCsrf: true })).body.status).toBe("OK");
    expect((await core.verify(A, { doAntiCsrfCheck: true })).body.status).toBe("OK");
    const without = await core.create();
    expect((await core.verify(without.A, { ...check, antiCsrfToken })).body).toEqual({
      status: "TRY_REFRESH_TOKEN",
      message:
        "Access token does not contain all the information. Maybe the structure has changed?",
    });
  });

  test("a removed session, without and with the database", async () => {
    const { A, handle } = await core.create();
    await core.remove(handle);
    expect((await core.verify(A)).body.status).toBe("OK");
    expect((await core.verify(A, { checkDatabase: true })).body).toEqual({
      status: "UNAUTHORISED",
      message: "Either the session has ended or has been blacklisted",
    });
  });

  test("a payload changed in the database", async () => {
    const { A, handle } = await core.create();
    await core.put("/recipe/jwt/data", { sessionHandle: handle, userDataInJWT: { a: 1 } });
    expect((await core.verify(A)).A).toBeUndefined();
    control.clock.advance(1_000_000);
    const verified = await core.verify(A, { checkDatabase: true });
    expect(verified.body.session.userDataInJWT).toEqual({ a: 1 });
    const { claims } = decode(verified.A);
    expect(claims).toMatchObject({ a: 1, parentRefreshTokenHash1: null });
    expect(claims.exp - claims.iat).toBe(3600);
    expect((await core.verify(verified.A, { checkDatabase: true })).A).toBeUndefined();
  });

  test("a stored payload that cannot go into a token", async () => {
    const { A, handle } = await core.create();
    const data = { sessionHandle: handle, userDataInJWT: { rsub: 1 } };
    await core.put("/recipe/jwt/data", data, { "cdi-version": "3.1" });
    const { status, text } = await core.verify(A, { checkDatabase: true });
    expect([status, text]).toEqual([400, "The user payload contains protected field\n"]);
  });

  test("a token of a tenant that is gone", async () => {
    await addTenant("t1");
    const { A } = await core.create({}, {}, "/t1");
    await core.post("/recipe/multitenancy/tenant/remove", { tenantId: "t1" });
    const { status, text } = await core.verify(A);
    expect(status).toBe(400);
    expect(text).toMatch(/\(, public, t1\)\n$/);
  });

  test("a tenant in the path is let through before CDI 5.6 and refused from then on", async () => {
    await addTenant("t1");
    const { A } = await core.create();
    const body = {
      accessToken: A,
      doAntiCsrfCheck: false,
      enableAntiCsrf: false,
      checkDatabase: false,
    };
    expect((await core.post("/t1/recipe/session/verify", body)).body.status).toBe("OK");
    const newest = { "cdi-version": "5.6" };
    expect((await core.post("/t1/recipe/session/verify", body, newest)).status).toBe(403);
  });
});

describe("regenerate", () => {
  const regenerate = async (accessToken: string, over: object = {}) => {
    const reply = await core.post("/recipe/session/regenerate", { accessToken, ...over });
    return { ...reply, A: reply.body.accessToken?.token };
  };

  test("a new payload, the old expiry", async () => {
    const { A, handle } = await core.create({ useDynamicSigningKey: false });
    control.clock.advance(5000);
    const made = await regenerate(A, { userDataInJWT: { x: 1 } });
    expect(decode(made.A).claims).toEqual({
      ...decode(A).claims,
      iat: decode(A).claims.iat + 5,
      x: 1,
    });
    expect(decode(made.A).header).toEqual(decode(A).header);
    expect((await core.info(handle)).body.userDataInJWT).toEqual({ x: 1 });
    const kept = await regenerate(A);
    expect(decode(kept.A).claims.x).toBe(1);
    expect(kept.body.session.userDataInJWT).toEqual({ x: 1 });
    expect((await regenerate(A, { userDataInJWT: null })).status).toBe(400);
    const refused = await regenerate(A, { userDataInJWT: { exp: 1 } });
    expect([refused.status, refused.text]).toEqual([
      400,
      "The user payload contains protected field\n",
    ]);
  });

  test("an un-promoted token stays so", async () => {
    const { R } = await core.create();
    const { A } = await core.refresh(R);
    const made = await regenerate(A);
    expect(decode(made.A).claims.parentRefreshTokenHash1).toBe(H(R));
    expect(decode((await core.verify(made.A)).A).claims.parentRefreshTokenHash1).toBeNull();
    expect((await core.refresh(R)).body.status).toBe("TOKEN_THEFT_DETECTED");
  });

  test("expired, removed, malformed, tampered", async () => {
    const { A, handle } = await core.create();
    const expired = await regenerate(await control.expire(A), { userDataInJWT: { y: 1 } });
    expect(Object.keys(expired.body).sort()).toEqual(["session", "status"]);
    expect((await core.info(handle)).body.userDataInJWT).toEqual({ y: 1 });
    const tampered = `${A.slice(0, -4)}AAAA`;
    expect((await regenerate(tampered)).body.status).toBe("OK");
    const malformed = await regenerate("abc");
    expect([malformed.status, malformed.text]).toEqual([
      500,
      "io.supertokens.session.jwt.JWT$JWTException: Invalid JWT\n",
    ]);
    const incomplete = await control.mintAccessToken({ claims: { tId: undefined } });
    expect((await regenerate(incomplete)).body.status).toBe("UNAUTHORISED");
    await core.remove(handle);
    expect((await regenerate(A)).body).toEqual({
      status: "UNAUTHORISED",
      message: "Session does not exist.",
    });
  });

  test("keeps the format of the token", async () => {
    const { A } = await core.create({}, { "cdi-version": "3.1" });
    expect(decode((await regenerate(A)).A).header.version).toBe("4");
  });
});

describe("data", () => {
  test("both payloads, replaced as a whole", async () => {
    const { handle } = await core.create({
      userDataInDatabase: { gone: 1 },
      userDataInJWT: { gone: 2 },
    });
    const data = { sessionHandle: handle, userDataInDatabase: { k: null } };
    expect((await core.put("/recipe/session/data", data)).body).toEqual({ status: "OK" });
    const jwt = { sessionHandle: handle, userDataInJWT: { j: null } };
    expect((await core.put("/recipe/jwt/data", jwt)).body).toEqual({ status: "OK" });
    expect((await core.info(handle)).body).toMatchObject({
      userDataInDatabase: { k: null },
      userDataInJWT: { j: null },
    });
    const query = `sessionHandle=${handle}`;
    expect((await core.get(`/recipe/session/data?${query}`)).body).toEqual({
      status: "OK",
      userDataInDatabase: { k: null },
    });
    expect((await core.get(`/recipe/jwt/data?${query}`)).body).toEqual({
      status: "OK",
      userDataInJWT: { j: null },
    });
  });

  test("unknown and ended sessions, protected claims first", async () => {
    const { handle } = await core.create();
    const none = { status: "UNAUTHORISED", message: "Session does not exist." };
    const put = (sessionHandle: string, userDataInJWT: object) =>
      core.put("/recipe/jwt/data", { sessionHandle, userDataInJWT });
    expect((await put("nope", {})).body).toEqual(none);
    expect((await put("nope", { exp: 1 })).status).toBe(400);
    expect((await put(handle, { exp: 1 })).text).toBe(
      "The user payload contains protected field\n",
    );
    control.clock.advance(101 * 86_400_000);
    expect((await put(handle, {})).body).toEqual(none);
    expect((await core.get(`/recipe/session/data?sessionHandle=${handle}`)).body).toEqual(none);
  });
});

describe("remove", () => {
  const remove = (body: object, path = "/recipe/session/remove") => core.post(path, body);

  test("by handles", async () => {
    const { handle } = await core.create();
    expect((await remove({ sessionHandles: [handle, "nope"] })).body).toEqual({
      status: "OK",
      sessionHandlesRevoked: [handle],
    });
    expect((await remove({ sessionHandles: [handle] })).body.sessionHandlesRevoked).toEqual([]);
    const { handle: twice } = await core.create();
    expect((await core.remove(twice, "nope", twice)).body.sessionHandlesRevoked).toEqual([
      twice,
      twice,
    ]);
    expect((await remove({ sessionHandles: [] })).body.sessionHandlesRevoked).toEqual([]);
  });

  test("wrong combinations", async () => {
    const one = "Invalid JSON input - use one of userId or sessionHandles array\n";
    expect((await remove({})).text).toBe(one);
    expect((await remove({ userId: "u1", sessionHandles: [] })).text).toBe(one);
    for (const flag of ["revokeAcrossAllTenants", "revokeSessionsForLinkedAccounts"]) {
      const { status, text } = await remove({ sessionHandles: [], [flag]: true });
      expect(status).toBe(400);
      expect(text).toBe(`Invalid JSON input - ${flag} can only be set if userId is set\n`);
    }
    expect((await remove({ sessionHandles: [1] })).text).toBe(
      "Field name 'sessionHandles' is invalid in JSON input\n",
    );
  });

  test("by user, in one tenant or in all", async () => {
    await addTenant("t1");
    const there = await core.create({}, {}, "/t1");
    const here = await core.create();
    const path = "/t1/recipe/session/remove";
    const refused = await remove({ userId: "u1" }, path);
    expect([refused.status, refused.text]).toEqual([
      403,
      "Only public tenantId can call this app specific API\n",
    ]);
    const inTenant = await remove({ userId: "u1", revokeAcrossAllTenants: false }, path);
    expect(inTenant.body.sessionHandlesRevoked).toEqual([there.handle]);
    const again = await core.create({}, {}, "/t1");
    const all = await remove({ userId: "u1" }, "/public/recipe/session/remove");
    expect(new Set(all.body.sessionHandlesRevoked as string[])).toEqual(
      new Set([here.handle, again.handle]),
    );
  });

  test("an ended session counts by handle, not by user", async () => {
    const { handle } = await core.create();
    control.clock.advance(101 * 86_400_000);
    expect((await remove({ userId: "u1" })).body.sessionHandlesRevoked).toEqual([]);
    expect((await core.remove(handle)).body.sessionHandlesRevoked).toEqual([handle]);
  });
});
