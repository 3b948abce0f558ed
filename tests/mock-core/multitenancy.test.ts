import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Control } from "../../mock-core/src/control-types.ts";
import { type Client, decode, newCore } from "./client.ts";

// Apps, tenants and their settings.

let core: Client;
let control: Control;
beforeAll(() => {
  ({ client: core, control } = newCore());
});
beforeEach(() => control.reset());

const putTenant = (body: object, prefix = "") =>
  core.put(`${prefix}/recipe/multitenancy/tenant/v2`, body);
const putApp = (body: object, prefix = "") =>
  core.put(`${prefix}/recipe/multitenancy/app/v2`, body);
const getTenant = async (tenant: string, version = "/v2", headers?: Record<string, string>) =>
  (await core.get(`/${tenant}/recipe/multitenancy/tenant${version}`, headers)).body;

describe("tenants", () => {
  test("the public one, as it is", async () => {
    expect(await getTenant("public")).toEqual({
      tenantId: "public",
      thirdParty: { providers: [] },
      coreConfig: {},
      status: "OK",
    });
    expect(await getTenant("public", "", { "cdi-version": "3.1" })).toEqual({
      tenantId: "public",
      emailPassword: { enabled: true },
      thirdParty: { enabled: true, providers: [] },
      passwordless: { enabled: true },
      coreConfig: {},
      status: "OK",
    });
    expect(await getTenant("t9")).toEqual({ status: "TENANT_NOT_FOUND_ERROR" });
  });

  test("made, changed, listed, removed", async () => {
    expect((await putTenant({ tenantId: " T1 " })).body).toEqual({
      status: "OK",
      createdNew: true,
    });
    expect((await getTenant("t1")).firstFactors).toEqual([]);
    const change = {
      tenantId: "t1",
      firstFactors: ["emailpassword"],
      requiredSecondaryFactors: ["totp"],
    };
    expect((await putTenant(change)).body).toEqual({ status: "OK", createdNew: false });
    expect(await getTenant("t1")).toMatchObject({
      firstFactors: ["emailpassword"],
      requiredSecondaryFactors: ["totp"],
    });
    await putTenant({ tenantId: "t1", firstFactors: null, requiredSecondaryFactors: null });
    expect(Object.keys(await getTenant("t1")).sort()).toEqual([
      "coreConfig",
      "status",
      "tenantId",
      "thirdParty",
    ]);
    for (const version of ["", "/v2"]) {
      const { body } = await core.get(`/recipe/multitenancy/tenant/list${version}`);
      expect(body.tenants).toMatchObject([{ tenantId: "public" }, { tenantId: "t1" }]);
    }
    expect((await core.get("/t1/recipe/multitenancy/tenant/list/v2")).status).toBe(403);
    const remove = (tenantId: string, prefix = "") =>
      core.post(`${prefix}/recipe/multitenancy/tenant/remove`, { tenantId });
    expect((await remove("public")).text).toBe(
      "Cannot delete public tenant, use remove app API instead\n",
    );
    expect((await remove("t1", "/t1")).text).toBe(
      "Only the public tenantId is allowed to delete a tenant\n",
    );
    expect((await remove("t1")).body).toEqual({ status: "OK", didExist: true });
    expect((await remove("t1")).body).toEqual({ status: "OK", didExist: false });
  });

  test.each([
    [" ", "tenantId should not be an empty String"],
    ["Recipe", "Cannot use 'recipe' as a tenantId"],
    ["appid-x", "tenantId must not start with 'appid-'"],
    ["a_b", "tenantId can only contain letters, numbers and hyphens"],
  ])("the id %j", async (tenantId, message) => {
    const { status, text } = await putTenant({ tenantId });
    expect([status, text]).toEqual([400, `${message}\n`]);
  });

  test.each([
    [{ emailPasswordEnabled: true }, "emailPasswordEnabled is not a valid input for this API"],
    [{ firstFactors: ["a", "a"] }, "firstFactors input should not contain duplicate values"],
    [
      { firstFactors: ["a b"] },
      "firstFactors should contain only 0-9,a-z,A-Z,_,.,- characters",
    ],
    [{ coreConfig: { nope: 1 } }, /^Invalid core config: .*nope/],
    [
      { coreConfig: { access_token_validity: 0 } },
      /^Invalid core config: 'access_token_validity'/,
    ],
    [{ coreConfig: { access_token_validity: "1" } }, /^Invalid core config: /],
    [{ coreConfig: { api_keys: 5 } }, /^Invalid core config: 'api_keys' must be a string/],
    [{ coreConfig: { ip_deny_regex: [] } }, /^Invalid core config: 'ip_deny_regex'/],
    [{ coreConfig: { base_path: "/x" } }, /^Invalid core config: base_path can only be set/],
  ])("the change %j", async (change, message) => {
    const { status, text } = await putTenant({ tenantId: "t1", ...change });
    expect(status).toBe(400);
    expect(text.trimEnd()).toMatch(message instanceof RegExp ? message : message);
    expect((await getTenant("t1")).status).toBe("TENANT_NOT_FOUND_ERROR");
  });

  test("who may change whom", async () => {
    await putTenant({ tenantId: "t1" });
    const { status, text } = await putTenant({ tenantId: "t2" }, "/t1");
    expect([status, text]).toEqual([
      403,
      "You must use the public or same tenant to add/update a tenant\n",
    ]);
    expect((await putTenant({ tenantId: "t1" }, "/t1")).body.createdNew).toBe(false);
    expect((await putTenant({ coreConfig: { access_token_validity: 5 } })).text).toBe(
      "Cannot modify base config\n",
    );
  });

  test("the older endpoint enables login methods one by one", async () => {
    const put = (body: object) => core.put("/recipe/multitenancy/tenant", body);
    await put({ tenantId: "t1", emailPasswordEnabled: true });
    expect(await getTenant("t1", "")).toMatchObject({
      emailPassword: { enabled: true },
      thirdParty: { enabled: false },
    });
    expect((await put({ tenantId: "t1", firstFactors: [] })).status).toBe(400);
    await put({ tenantId: "t2" });
    const signup = { email: "a@b.c", password: "secret1" };
    const old = { "cdi-version": "3.1" };
    const refused = await core.post("/t2/recipe/signup", signup, old);
    expect([refused.status, refused.text]).toEqual([
      403,
      "Email password login not enabled for tenant\n",
    ]);
    expect((await core.post("/t1/recipe/signup", signup, old)).status).toBe(200);
    expect((await core.post("/t2/recipe/signup", signup)).status).toBe(200);
  });

  test("settings of a tenant, over its app's", async () => {
    await putTenant({
      tenantId: "t1",
      coreConfig: { access_token_validity: 60, refresh_token_validity: 100 },
    });
    const short = await core.create({}, {}, "/t1");
    expect(decode(short.A).claims.exp - decode(short.A).claims.iat).toBe(60);
    expect(short.body.refreshToken.expiry - short.body.refreshToken.createdTime).toBe(
      6_000_000,
    );
    const here = await core.create();
    expect(decode(here.A).claims.exp - decode(here.A).claims.iat).toBe(3600);
    await putTenant({ tenantId: "t1", coreConfig: { access_token_validity: null } });
    expect((await getTenant("t1")).coreConfig).toEqual({ refresh_token_validity: 100 });
  });

  test("users of a tenant", async () => {
    await putTenant({ tenantId: "t1" });
    const sign = async (prefix: string) =>
      (await core.post(`${prefix}/recipe/signup`, { email: "a@b.c", password: "secret1" }))
        .body;
    const { user } = await sign("");
    const associate = async (recipeUserId: string) =>
      (await core.post("/t1/recipe/multitenancy/tenant/user", { recipeUserId })).body;
    const inTenant = { email: "a@b.c", password: "secret1" };
    expect((await core.post("/t1/recipe/signin", inTenant)).body.status).toBe(
      "WRONG_CREDENTIALS_ERROR",
    );
    expect(await associate("nope")).toEqual({ status: "UNKNOWN_USER_ID_ERROR" });
    expect(await associate(user.id)).toEqual({ status: "OK", wasAlreadyAssociated: false });
    expect(await associate(user.id)).toEqual({ status: "OK", wasAlreadyAssociated: true });
    expect((await core.post("/t1/recipe/signin", inTenant)).body.status).toBe("OK");
    const { handle } = await core.create({ userId: user.id }, {}, "/t1");
    const leave = await core.post("/t1/recipe/multitenancy/tenant/user/remove", {
      recipeUserId: user.id,
    });
    expect(leave.body).toEqual({ status: "OK", wasAssociated: true });
    expect((await core.info(handle)).body.status).toBe("UNAUTHORISED");
    const { user: other } = await sign("/t1");
    expect(await associate(user.id)).toEqual({ status: "EMAIL_ALREADY_EXISTS_ERROR" });
    expect(other.id).not.toBe(user.id);
  });

  test("sessions go with their tenant", async () => {
    await putTenant({ tenantId: "t1" });
    const { R } = await core.create({}, {}, "/t1");
    await core.post("/recipe/multitenancy/tenant/remove", { tenantId: "t1" });
    expect((await core.refresh(R)).status).toBe(400);
    expect((await core.get("/recipe/session/user?userId=u1")).body.sessionHandles).toEqual([]);
  });
});

describe("apps", () => {
  test("hold everything apart", async () => {
    expect((await putApp({ appId: "a1" })).body).toEqual({ status: "OK", createdNew: true });
    expect((await putApp({ appId: "a1" })).body).toEqual({ status: "OK", createdNew: false });
    const { A, R } = await core.create({}, {}, "/appid-a1");
    expect((await core.verify(A)).body.message).toBe("Key not found");
    expect((await core.refresh(R)).body.status).toBe("UNAUTHORISED");
    const body = {
      accessToken: A,
      doAntiCsrfCheck: false,
      enableAntiCsrf: false,
      checkDatabase: true,
    };
    expect((await core.post("/appid-a1/recipe/session/verify", body)).body.status).toBe("OK");
    const keysOf = async (prefix: string) =>
      (await core.get(`${prefix}/.well-known/jwks.json`)).body.keys.map(({ n }) => n);
    const mine = await keysOf("/appid-a1");
    expect((await keysOf("")).filter((n) => mine.includes(n))).toEqual([]);
    expect(
      (await core.get("/appid-a1/recipe/session/user?userId=u1")).body.sessionHandles,
    ).toHaveLength(1);
    expect((await core.get("/recipe/session/user?userId=u1")).body.sessionHandles).toEqual([]);
  });

  test("their tenants", async () => {
    await putApp({ appId: "a1" });
    await putTenant({ tenantId: "t1" }, "/appid-a1");
    const { handle } = await core.create({}, {}, "/appid-a1/t1");
    expect(handle).toMatch(/_t1$/);
    expect((await core.create({}, {}, "/t1")).text).toMatch(/\(, public, t1\)\n$/);
    expect((await core.create({}, {}, "/appid-a1/t2")).text).toMatch(/\(, a1, t2\)\n$/);
  });

  test("their API keys and IP addresses", async () => {
    const key = "keys-of-another-app-1";
    await putApp({ appId: "a1", coreConfig: { api_keys: key } });
    expect((await core.create({}, {}, "/appid-a1")).status).toBe(401);
    expect((await core.create({}, { "api-key": key }, "/appid-a1")).status).toBe(200);
    expect((await core.create()).status).toBe(200);
    const short = await putApp({ appId: "a2", coreConfig: { api_keys: "short" } });
    expect(short.text).toMatch(/^Invalid core config: .*20 characters/);
  });

  test("their keys' interval", async () => {
    await putApp({ appId: "a1", coreConfig: { access_token_signing_key_update_interval: 1 } });
    control.clock.set(1_800_000_000_000);
    const { headers } = await core.get("/appid-a1/.well-known/jwks.json");
    expect(headers.get("cache-control")).toBe("max-age=3540, must-revalidate");
  });

  test("ids, permissions and removal", async () => {
    expect((await putApp({ appId: "appid-x" })).text).toBe(
      "appId must not start with 'appid-'\n",
    );
    await putApp({ appId: "a1" });
    expect((await putApp({ appId: "a2" }, "/appid-a1")).status).toBe(403);
    const remove = (appId: string, prefix = "") =>
      core.post(`${prefix}/recipe/multitenancy/app/remove`, { appId });
    expect((await remove("a1", "/appid-a1")).text).toBe(
      "Only the public tenantId and public appId is allowed to delete an app\n",
    );
    expect((await remove("public")).text).toBe(
      "Cannot delete the public app, use remove connection uri domain API instead\n",
    );
    expect((await remove("a1")).body).toEqual({ status: "OK", didExist: true });
    expect((await remove("a1")).body).toEqual({ status: "OK", didExist: false });
    expect((await core.create({}, {}, "/appid-a1")).text).toMatch(/\(, a1, public\)\n$/);
  });
});
