import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Control } from "../../mock-core/src/control-types.ts";
import { type Client, newCore } from "./client.ts";

// Users, passwords, e-mail verification and roles.

const start = 1_800_000_000_000;
const old = { "cdi-version": "3.1" };

let core: Client;
let control: Control;
beforeAll(() => {
  ({ client: core, control } = newCore());
});
beforeEach(async () => {
  await control.reset();
  control.clock.set(start);
});

const signUp = async (email = "a@b.c", password = "secret1", prefix = "") =>
  (await core.post(`${prefix}/recipe/signup`, { email, password })).body;
const signIn = async (email: string, password: string, prefix = "") =>
  (await core.post(`${prefix}/recipe/signin`, { email, password })).body;
const addTenant = (tenantId: string) =>
  core.put("/recipe/multitenancy/tenant/v2", { tenantId, firstFactors: ["emailpassword"] });

describe("email and password", () => {
  test("sign-up, sign-in, and what is wrong", async () => {
    const { user, recipeUserId, status } = await signUp(" Ada@Example.COM ");
    expect(status).toBe("OK");
    expect(recipeUserId).toBe(user.id);
    expect(user).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      isPrimaryUser: false,
      tenantIds: ["public"],
      timeJoined: start,
      emails: ["ada@example.com"],
      phoneNumbers: [],
      thirdParty: [],
      webauthn: { credentialIds: [] },
      loginMethods: [
        {
          tenantIds: ["public"],
          recipeUserId: user.id,
          verified: false,
          timeJoined: start,
          recipeId: "emailpassword",
          email: "ada@example.com",
        },
      ],
    });
    expect((await signIn("ADA@example.com", "secret1")).user).toEqual(user);
    for (const [email, password] of [
      ["ada@example.com", "wrong"],
      ["eve@example.com", "secret1"],
    ] as const)
      expect(await signIn(email, password)).toEqual({ status: "WRONG_CREDENTIALS_ERROR" });
    expect(await signUp("ada@example.com")).toEqual({ status: "EMAIL_ALREADY_EXISTS_ERROR" });
    const { status: code, text } = await core.post("/recipe/signup", {
      email: "x",
      password: "",
    });
    expect([code, text]).toEqual([400, "Password cannot be an empty string\n"]);
  });

  test("the password is kept as a salted hash", async () => {
    await signUp("a@b.c", "open sesame");
    await signUp("d@e.f", "open sesame");
    const { apps } = await control.snapshot();
    const hashes = apps[0]?.users.map(({ passwordHash }) => passwordHash) ?? [];
    expect(hashes[0]).toMatch(/^pbkdf2-sha256\$100000\$[^$]+\$[^$]+$/);
    expect(hashes[0]).not.toBe(hashes[1]);
    expect(JSON.stringify(apps)).not.toContain("open sesame");
  });

  test("one e-mail address signs up once, however fast", async () => {
    const both = await Promise.all([signUp(), signUp()]);
    expect(both.map(({ status }) => status).sort()).toEqual([
      "EMAIL_ALREADY_EXISTS_ERROR",
      "OK",
    ]);
  });

  test("the shape before CDI 4.0 and before 5.3", async () => {
    const { user } = await signUp();
    const flat = { id: user.id, timeJoined: start, tenantIds: ["public"], email: "a@b.c" };
    const body = { email: "a@b.c", password: "secret1" };
    expect((await core.post("/recipe/signin", body, old)).body).toEqual({
      status: "OK",
      user: flat,
    });
    expect((await core.get("/recipe/user?email=A@b.c", old)).body).toEqual({
      status: "OK",
      user: flat,
    });
    const { users } = (await core.get("/users", old)).body;
    expect(users).toEqual([{ recipeId: "emailpassword", user: flat }]);
    const earlier = await core.post("/recipe/signin", body, { "cdi-version": "5.2" });
    expect(earlier.body.user).not.toHaveProperty("webauthn");
  });

  test("made-up e-mail addresses count as verified", async () => {
    const { user } = await signUp("u1@stfakeemail.supertokens.com");
    expect(user.loginMethods).toMatchObject([{ verified: true }]);
  });

  test("get and change a user", async () => {
    const { user } = await signUp();
    await signUp("taken@b.c");
    const put = async (body: object, headers?: Record<string, string>) =>
      core.put("/recipe/user", body, headers);
    const recipeUserId = user.id;
    expect((await put({ recipeUserId })).text).toBe(
      "You have to provide either email or password.\n",
    );
    expect((await put({ recipeUserId, password: "" })).status).toBe(400);
    expect((await put({ recipeUserId: "nope", email: "x@y.z" })).body.status).toBe(
      "UNKNOWN_USER_ID_ERROR",
    );
    expect((await put({ recipeUserId, email: "Taken@b.c" })).body.status).toBe(
      "EMAIL_ALREADY_EXISTS_ERROR",
    );
    expect((await put({ recipeUserId, email: "New@b.c", password: "other" })).body.status).toBe(
      "OK",
    );
    expect((await signIn("new@b.c", "other")).status).toBe("OK");
    expect((await put({ userId: recipeUserId, password: "third" }, old)).body.status).toBe(
      "OK",
    );
    expect((await signIn("new@b.c", "third")).status).toBe("OK");
    const get = async (query: string) => core.get(`/recipe/user${query}`);
    expect((await get(`?userId=${user.id}`)).body.user.id).toBe(user.id);
    expect((await get("?userId=nope")).body.status).toBe("UNKNOWN_USER_ID_ERROR");
    expect((await get("?email=nope")).body.status).toBe("UNKNOWN_EMAIL_ERROR");
    expect((await get("")).text).toBe("Please provide one of userId or email\n");
    expect((await get("?email=a&userId=b")).text).toBe(
      "Please provide only one of userId or email\n",
    );
  });

  test("a password reset, once, within the hour", async () => {
    const { user } = await signUp();
    const request = async () =>
      (
        await core.post("/recipe/user/password/reset/token", {
          userId: user.id,
          email: "a@b.c",
        })
      ).body;
    const consume = async (token: string) =>
      (await core.post("/recipe/user/password/reset/token/consume", { token })).body;
    const invalid = { status: "RESET_PASSWORD_INVALID_TOKEN_ERROR" };
    const [first, second] = [(await request()).token, (await request()).token];
    expect(first).toHaveLength(128);
    expect(await consume(first)).toEqual({ status: "OK", userId: user.id, email: "a@b.c" });
    for (const token of [first, second, "nope"]) expect(await consume(token)).toEqual(invalid);
    expect((await signIn("a@b.c", "secret1")).status).toBe("OK");
    const { token } = await request();
    control.clock.advance(3_600_001);
    expect(await consume(token)).toEqual(invalid);
    const unknown = await core.post("/recipe/user/password/reset/token", {
      userId: "x",
      email: "y",
    });
    expect(unknown.body).toEqual({ status: "UNKNOWN_USER_ID_ERROR" });
  });

  test("a password reset in one call, for CDI 3.1", async () => {
    const { user } = await signUp();
    const { token } = (
      await core.post("/recipe/user/password/reset/token", { userId: user.id }, old)
    ).body;
    const reset = (over: object) =>
      core.post(
        "/recipe/user/password/reset",
        { method: "token", token, newPassword: "n3w", ...over },
        old,
      );
    expect((await reset({ method: "x" })).text).toBe("Unsupported method for password reset\n");
    expect((await reset({})).body).toEqual({ status: "OK", userId: user.id });
    expect((await reset({})).body).toEqual({ status: "RESET_PASSWORD_INVALID_TOKEN_ERROR" });
    expect((await signIn("a@b.c", "n3w")).status).toBe("OK");
  });
});

describe("email verification", () => {
  const tokenFor = async (userId: string, email: string) =>
    (await core.post("/recipe/user/email/verify/token", { userId, email })).body;
  const use = (token: string, method = "token") =>
    core.post("/recipe/user/email/verify", { method, token });
  const isVerified = async (userId: string, email: string) =>
    (await core.get(`/recipe/user/email/verify?userId=${userId}&email=${email}`)).body
      .isVerified;

  test("token, verify, again, unverify", async () => {
    const { user } = await signUp();
    const { token } = await tokenFor(user.id, "A@b.c");
    const { token: another } = await tokenFor(user.id, "a@b.c");
    expect(token).toHaveLength(128);
    expect(await isVerified(user.id, "a@b.c")).toBe(false);
    expect((await use(token)).body).toEqual({ status: "OK", userId: user.id, email: "a@b.c" });
    expect(await isVerified(user.id, "a@b.c")).toBe(true);
    expect(await isVerified(user.id, "A@b.c")).toBe(false);
    for (const used of [token, another])
      expect((await use(used)).body).toEqual({
        status: "EMAIL_VERIFICATION_INVALID_TOKEN_ERROR",
      });
    expect(await tokenFor(user.id, "a@b.c")).toEqual({
      status: "EMAIL_ALREADY_VERIFIED_ERROR",
    });
    const { body } = await core.get(`/user/id?userId=${user.id}`);
    expect(body.user.loginMethods).toMatchObject([{ verified: true }]);
    const remove = { userId: user.id, email: "a@b.c" };
    expect((await core.post("/recipe/user/email/verify/remove", remove)).body).toEqual({
      status: "OK",
    });
    expect(await isVerified(user.id, "a@b.c")).toBe(false);
  });

  test("expiry, revocation, tenants, methods", async () => {
    const invalid = "EMAIL_VERIFICATION_INVALID_TOKEN_ERROR";
    const late = (await tokenFor("anybody", "x@y.z")).token;
    control.clock.advance(86_400_001);
    expect((await use(late)).body.status).toBe(invalid);
    const revoked = (await tokenFor("anybody", "x@y.z")).token;
    await core.post("/recipe/user/email/verify/token/remove", {
      userId: "anybody",
      email: "X@y.z",
    });
    expect((await use(revoked)).body.status).toBe(invalid);
    await addTenant("t1");
    const { token } = await tokenFor("anybody", "x@y.z");
    const elsewhere = await core.post("/t1/recipe/user/email/verify", {
      method: "token",
      token,
    });
    expect(elsewhere.body.status).toBe(invalid);
    expect((await use(token, "link")).text).toBe("Unsupported method for email verification\n");
    expect((await use(token)).body.status).toBe("OK");
  });
});

describe("roles", () => {
  const putRole = async (role: string, permissions?: string[]) =>
    (await core.put("/recipe/role", { role, ...(permissions && { permissions }) })).body;
  const give = async (userId: string, role: string, prefix = "") =>
    (await core.put(`${prefix}/recipe/user/role`, { userId, role })).body;
  const rolesOf = async (userId: string, prefix = "") =>
    (await core.get(`${prefix}/recipe/user/roles?userId=${userId}`)).body.roles;
  const permissionsOf = async (role: string) =>
    (await core.get(`/recipe/role/permissions?role=${role}`)).body;
  const unknown = { status: "UNKNOWN_ROLE_ERROR" };

  test("roles and their permissions", async () => {
    expect(await putRole(" admin ", ["read"])).toEqual({ status: "OK", createdNewRole: true });
    expect(await putRole("admin", ["write", "read"])).toEqual({
      status: "OK",
      createdNewRole: false,
    });
    expect(await permissionsOf("admin")).toEqual({
      status: "OK",
      permissions: ["read", "write"],
    });
    expect(await permissionsOf("nope")).toEqual(unknown);
    const withRead = await core.get("/recipe/permission/roles?permission=read");
    expect(withRead.body.roles).toEqual(["admin"]);
    const removal = { role: "admin", permissions: ["read"] };
    expect((await core.post("/recipe/role/permissions/remove", removal)).body).toEqual({
      status: "OK",
    });
    expect((await permissionsOf("admin")).permissions).toEqual(["write"]);
    await core.post("/recipe/role/permissions/remove", { role: "admin" });
    expect((await permissionsOf("admin")).permissions).toEqual([]);
    expect((await core.get("/recipe/roles")).body.roles).toEqual(["admin"]);
    const gone = async () =>
      (await core.post("/recipe/role/remove", { role: "admin" })).body.didRoleExist;
    expect([await gone(), await gone()]).toEqual([true, false]);
    expect(
      (await core.post("/recipe/role/permissions/remove", { role: "admin" })).body,
    ).toEqual(unknown);
  });

  test("who has a role, per tenant", async () => {
    await addTenant("t1");
    await putRole("admin");
    expect(await give("u1", "nope")).toEqual(unknown);
    expect(await give("u1", "admin")).toEqual({ status: "OK", didUserAlreadyHaveRole: false });
    expect(await give("u1", "admin")).toEqual({ status: "OK", didUserAlreadyHaveRole: true });
    expect([await rolesOf("u1"), await rolesOf("u1", "/t1")]).toEqual([["admin"], []]);
    expect((await core.get("/recipe/role/users?role=admin")).body.users).toEqual(["u1"]);
    expect((await core.get("/t1/recipe/role/users?role=admin")).body.users).toEqual([]);
    expect((await core.get("/recipe/role/users?role=nope")).body).toEqual(unknown);
    const take = async (role: string) =>
      (await core.post("/recipe/user/role/remove", { userId: "u1", role })).body;
    expect(await take("nope")).toEqual(unknown);
    expect(await take("admin")).toEqual({ status: "OK", didUserHaveRole: true });
    expect(await take("admin")).toEqual({ status: "OK", didUserHaveRole: false });
  });

  test("a removed role is nobody's", async () => {
    await putRole("admin");
    await give("u1", "admin");
    await core.post("/recipe/role/remove", { role: "admin" });
    await putRole("admin");
    expect(await rolesOf("u1")).toEqual([]);
  });

  test("blank names", async () => {
    expect((await core.put("/recipe/role", { role: " " })).text).toBe(
      "Field name 'role' cannot be an empty String\n",
    );
    expect((await core.put("/recipe/role", { role: "r", permissions: ["a", " "] })).text).toBe(
      "Field name 'permissions' cannot contain an empty string\n",
    );
    expect((await core.get("/recipe/permission/roles?permission=")).text).toBe(
      "Field name 'permission' cannot be an empty String\n",
    );
  });
});

describe("users", () => {
  test("by id, known and unknown", async () => {
    expect((await core.get("/user/id?userId=nope")).body).toEqual({
      status: "UNKNOWN_USER_ID_ERROR",
    });
    const { user } = await signUp();
    expect((await core.get(`/user/id?userId=${user.id}`)).body).toEqual({ status: "OK", user });
    expect((await core.get("/t1/user/id?userId=x")).status).toBe(403);
  });

  test("by account information", async () => {
    const { user } = await signUp();
    const find = async (query: string) => core.get(`/public/users/by-accountinfo?${query}`);
    const ids = async (query: string) => (await find(query)).body.users.map(({ id }) => id);
    expect(await ids("doUnionOfAccountInfo=false&email=A@B.c")).toEqual([user.id]);
    expect(await ids("doUnionOfAccountInfo=true&email=a@b.c&phoneNumber=1")).toEqual([user.id]);
    expect(await ids("doUnionOfAccountInfo=false&email=a@b.c&phoneNumber=1")).toEqual([]);
    expect(await ids("doUnionOfAccountInfo=false")).toEqual([]);
    expect((await find("email=a")).text).toBe(
      "Field name 'doUnionOfAccountInfo' is missing in GET request\n",
    );
    expect((await find("doUnionOfAccountInfo=x")).text).toBe(
      "'doUnionOfAccountInfo' should be either 'true' or 'false'\n",
    );
    expect((await find("doUnionOfAccountInfo=true&thirdPartyId=x")).text).toBe(
      "If 'thirdPartyId' is provided, 'thirdPartyUserId' must also be provided, and vice versa\n",
    );
  });

  test("lists, page by page, and counts", async () => {
    for (const name of ["a", "b", "c", "d", "e"]) {
      await signUp(`${name}@x.y`);
      control.clock.advance(1);
    }
    const list = async (query: string) => (await core.get(`/users?${query}`)).body;
    const emails = (body: { users: { [name: string]: unknown }[] }) =>
      body.users.map((user) => (user.emails as string[])[0]?.[0]).join("");
    for (const [order, expected] of [
      ["ASC", "abcde"],
      ["DESC", "edcba"],
    ]) {
      let seen = "";
      let token = "";
      do {
        const page = await list(`limit=2&timeJoinedOrder=${order}${token}`);
        seen += emails(page);
        token = page.nextPaginationToken
          ? `&paginationToken=${encodeURIComponent(page.nextPaginationToken as string)}`
          : "";
      } while (token !== "");
      expect(seen).toBe(expected);
    }
    expect(emails(await list("includeRecipeIds=emailpassword,thirdparty"))).toBe("abcde");
    expect(emails(await list("includeRecipeIds=thirdparty"))).toBe("");
    expect((await core.get("/users/count")).body).toEqual({ status: "OK", count: 5 });
    expect((await core.get("/users/count?includeAllTenants=true")).body.count).toBe(5);
  });

  test.each([
    ["limit=501", "max limit allowed is 500"],
    ["limit=0", "limit must a positive integer with min value 1"],
    ["limit=x", "Field name 'limit' must be an int in the GET request"],
    ["timeJoinedOrder=UP", "timeJoinedOrder can be either ASC OR DESC"],
    ["includeRecipeIds=nope", "Unknown recipe ID: nope"],
    ["paginationToken=nope", "invalid pagination token"],
    ["paginationToken=%25", "invalid pagination token"],
  ])("a list with %s", async (query, message) => {
    const { status, text } = await core.get(`/users?${query}`);
    expect([status, text]).toEqual([400, `${message}\n`]);
  });

  test("removal takes everything along", async () => {
    const { user } = await signUp();
    const { handle } = await core.create({ userId: user.id });
    await core.put("/recipe/role", { role: "admin" });
    await core.put("/recipe/user/role", { userId: user.id, role: "admin" });
    expect((await core.post("/user/remove", { userId: user.id })).body).toEqual({
      status: "OK",
    });
    expect((await core.post("/user/remove", { userId: user.id })).body).toEqual({
      status: "OK",
    });
    expect((await core.info(handle)).body.status).toBe("UNAUTHORISED");
    expect((await core.get(`/recipe/user/roles?userId=${user.id}`)).body.roles).toEqual([]);
    expect((await core.get(`/user/id?userId=${user.id}`)).body.status).toBe(
      "UNKNOWN_USER_ID_ERROR",
    );
    expect((await signUp()).status).toBe("OK");
  });

  test("/user/remove of an id that is not a user's changes nothing", async () => {
    const { handle } = await core.create({ userId: "made-up" });
    await core.put("/recipe/role", { role: "r" });
    await core.put("/recipe/user/role", { userId: "made-up", role: "r" });
    expect((await core.post("/user/remove", { userId: "made-up" })).body).toEqual({
      status: "OK",
    });
    expect((await core.info(handle)).body.status).toBe("OK");
    expect((await core.get("/recipe/user/roles?userId=made-up")).body.roles).toEqual(["r"]);
  });

  test("/user/id and /users/by-accountinfo have the form of CDI 4.0 on older versions too", async () => {
    const { user } = await signUp();
    const { webauthn: _, ...primary } = user;
    const { body } = await core.get(`/user/id?userId=${user.id}`, old);
    expect(body.user).toEqual(primary);
    const query = "doUnionOfAccountInfo=false&email=a@b.c";
    const found = await core.get(`/users/by-accountinfo?${query}`, old);
    expect(found.body.users).toEqual([primary]);
    expect((await core.get(`/recipe/user?userId=${user.id}`, old)).body.user).toEqual({
      id: user.id,
      email: "a@b.c",
      tenantIds: ["public"],
      timeJoined: user.timeJoined,
    });
  });

  test("a consumed reset token has the e-mail address that it was made for", async () => {
    const { user } = await signUp();
    const made = await core.post("/recipe/user/password/reset/token", {
      userId: user.id,
      email: "a@b.c",
    });
    await core.put("/recipe/user", { recipeUserId: user.id, email: "new@b.c" });
    const used = await core.post("/recipe/user/password/reset/token/consume", {
      token: made.body.token,
    });
    expect(used.body).toMatchObject({ status: "OK", email: "a@b.c" });
  });

  test("telemetry has nothing to say", async () => {
    expect((await core.get("/telemetry")).body).toEqual({ exists: false });
  });
});
