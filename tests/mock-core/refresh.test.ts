import { createHash } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Control } from "../../mock-core/src/control-types.ts";
import type { SessionRow } from "../../mock-core/src/state.ts";
import { type Client, decode, newCore } from "./client.ts";

// The refresh: every state of a refresh token, before CDI 5.6 and from 5.6 on.

const H = (text: string): string => createHash("sha256").update(text).digest("hex");
const days = 86_400_000;
const start = 1_800_000_000_000;

let core: Client;
let control: Control;
beforeAll(() => {
  ({ client: core, control } = newCore());
});
beforeEach(async () => {
  await control.reset();
  control.clock.set(start);
});

/** The stored row of the only session there is. */
async function storedRow(): Promise<SessionRow> {
  const { apps } = await control.snapshot();
  const [row] = apps[0]?.sessions ?? [];
  if (row === undefined) throw new Error("no session is stored");
  return row;
}

const status = async (reply: Promise<{ body: { status?: string } }>) =>
  (await reply).body.status;

describe("refresh before CDI 5.6", () => {
  test("a text that is not a refresh token", async () => {
    const { R } = await core.create();
    const [sealed = "", nonce = ""] = R.split(".");
    const other = (text: string) => (text[9] === "A" ? "B" : "A");
    for (const token of [
      "garbage",
      "",
      "a.b.V2",
      `${sealed.slice(0, 9)}${other(sealed)}${sealed.slice(10)}.${nonce}.V2`,
      `${sealed}.${"0".repeat(64)}.V2`,
      `${sealed}.${nonce}.V9`,
      `${sealed}.${nonce}`,
      `${R}.x`,
    ]) {
      const { status, body } = await core.refresh(token);
      expect([status, body.status], token).toEqual([200, "UNAUTHORISED"]);
      expect(body.message).toMatch(/./);
    }
  });

  test("the messages for a text of another form", async () => {
    const unknown = "version of refresh token not recognised";
    const split = "Refresh token split with dot yielded an array of length:";
    const fault =
      "io.supertokens.session.refreshToken.RefreshToken$InvalidRefreshTokenFormatException:";
    for (const [token, message] of [
      ["garbage", `${fault} ${unknown}`],
      ["", `${fault} ${unknown}`],
      ["a.b.c", `${fault} ${unknown}`],
      ["a.b.V9", `${fault} ${unknown}`],
      ["a.b.V2.d", `${fault} ${unknown}`],
      ["a.V2", `${fault} ${split} 2`],
      ["a.b.c.V1", `${fault} ${split} 4`],
      ["a.b.v2", "Invalid refresh token"],
    ] as const)
      expect((await core.refresh(token)).body, token).toEqual({
        status: "UNAUTHORISED",
        message,
      });
  });

  test("a token of another core", async () => {
    const { R } = await newCore().client.create();
    expect(await status(core.refresh(R))).toBe("UNAUTHORISED");
  });

  test("anti-CSRF", async () => {
    const first = await core.create({ enableAntiCsrf: true });
    const before = await storedRow();
    for (const over of [{}, { antiCsrfToken: "x" }])
      expect((await core.refresh(first.R, { enableAntiCsrf: true, ...over })).body).toEqual({
        status: "UNAUTHORISED",
        message: "Anti CSRF token missing, or not matching",
      });
    expect(await storedRow()).toEqual(before);
    const { antiCsrfToken } = first.body;
    const second = await core.refresh(first.R, { enableAntiCsrf: true, antiCsrfToken });
    expect(second.body.antiCsrfToken).toMatch(/^[0-9a-f-]{36}$/);
    expect(second.body.antiCsrfToken).not.toBe(antiCsrfToken);
    expect(decode(second.A).claims.antiCsrfToken).toBe(second.body.antiCsrfToken);
    const without = await core.refresh(first.R);
    expect(without.body.status).toBe("OK");
    expect(without.body).not.toHaveProperty("antiCsrfToken");
    const onPlain = await core.refresh(without.R, { enableAntiCsrf: true });
    expect(onPlain.body.antiCsrfToken).toMatch(/^[0-9a-f-]{36}$/);
  });

  test("a removed session", async () => {
    const { R, handle } = await core.create();
    await core.remove(handle);
    expect((await core.refresh(R)).body).toEqual({
      status: "UNAUTHORISED",
      message: "Session missing in db or has expired",
    });
  });

  test("an expired session, to the millisecond", async () => {
    const { R, handle } = await core.create();
    control.clock.advance(100 * days);
    expect(await status(core.refresh(R))).toBe("OK");
    control.clock.advance(1);
    expect((await core.refresh(R)).body.message).toBe("Session missing in db or has expired");
    expect((await core.info(handle)).body.message).toBe("Session does not exist.");
  });

  test("verify with the database asks only whether the row is there", async () => {
    const { handle } = await core.create();
    control.clock.advance(101 * days);
    const token = await control.mintAccessToken({ sessionHandle: handle, payload: {} });
    expect(await status(core.verify(token, { checkDatabase: true }))).toBe("OK");
  });

  test("the current token, again and again", async () => {
    const { R, handle, body } = await core.create();
    const before = await storedRow();
    const children = new Set<string>();
    for (let i = 0; i < 6; i++) {
      control.clock.advance(1000);
      const child = await core.refresh(R);
      expect(child.body.status).toBe("OK");
      expect(Object.keys(child.body)).toHaveLength(4);
      expect(child.body.session).toEqual(body.session);
      expect(decode(child.A).claims).toMatchObject({
        sessionHandle: handle,
        parentRefreshTokenHash1: H(R),
        refreshTokenHash1: H(child.R),
      });
      expect(child.body.refreshToken.expiry).toBe(control.clock.now() + 100 * days);
      children.add(child.R);
    }
    expect(children.size).toBe(6);
    expect(await storedRow()).toEqual(before);
  });

  test("the child of the current one is promoted by its own refresh", async () => {
    const { R: R0 } = await core.create();
    const { R: R1 } = await core.refresh(R0);
    control.clock.advance(5000);
    const { R: R2, A: A2 } = await core.refresh(R1);
    expect(await storedRow()).toMatchObject({
      refreshTokenHash2: H(H(R1)),
      previousHash2: H(H(R0)),
      rotatedAt: start + 5000,
      expiry: start + 5000 + 100 * days,
    });
    expect(decode(A2).claims.parentRefreshTokenHash1).toBe(H(R1));
    expect(await status(core.refresh(R0))).toBe("TOKEN_THEFT_DETECTED");
    expect(await status(core.refresh(R1))).toBe("OK");
    expect(await status(core.refresh(R2))).toBe("OK");
  });

  test("the parent, once its child was promoted by a verify; the session stays", async () => {
    const { R: R0, handle } = await core.create();
    const { A: A1, R: R1 } = await core.refresh(R0);
    await core.verify(A1);
    const before = await storedRow();
    const theft = await core.refresh(R0);
    expect(theft.body).toEqual({
      status: "TOKEN_THEFT_DETECTED",
      session: { handle, userId: "u1", recipeUserId: "u1" },
    });
    expect(await storedRow()).toEqual(before);
    expect((await core.info(handle)).body.status).toBe("OK");
    expect(await status(core.refresh(R1))).toBe("OK");
    const go = await core.refresh(R0, {}, { "cdi-version": "3.1" });
    expect(go.body.session).toEqual({ handle, userId: "u1", recipeUserId: "u1" });
  });

  test("older ancestors", async () => {
    const { R: R0 } = await core.create();
    const { R: R1 } = await core.refresh(R0);
    const { R: R2 } = await core.refresh(R1);
    const { R: R3 } = await core.refresh(R2);
    for (const R of [R0, R1])
      expect(await status(core.refresh(R))).toBe("TOKEN_THEFT_DETECTED");
    expect(await status(core.refresh(R3))).toBe("OK");
  });

  test("the sibling that lost", async () => {
    const { R } = await core.create();
    const won = await core.refresh(R);
    const lost = await core.refresh(R);
    await core.verify(won.A);
    expect(await status(core.refresh(lost.R))).toBe("TOKEN_THEFT_DETECTED");
    expect(await status(core.refresh(won.R))).toBe("OK");
  });

  test("the kind of key", async () => {
    const { R } = await core.create();
    const missing = await core.refresh(R, { useDynamicSigningKey: undefined });
    expect([missing.status, missing.text]).toEqual([
      400,
      "Field name 'useDynamicSigningKey' is invalid in JSON input\n",
    ]);
    const old = { "cdi-version": "3.1" };
    const kept = await core.refresh(R, { useDynamicSigningKey: undefined }, old);
    expect(decode(kept.A).header).toMatchObject({
      version: "4",
      kid: expect.stringMatching(/^d-/),
    });
    const changed = await core.refresh(R, { useDynamicSigningKey: false });
    expect(decode(changed.A).header.kid).toMatch(/^s-/);
    const later = await core.refresh(changed.R, { useDynamicSigningKey: undefined }, old);
    expect(decode(later.A).header.kid).toMatch(/^s-/);
    const oldest = await core.refresh(
      later.R,
      { useDynamicSigningKey: "x" },
      { "cdi-version": "2.21" },
    );
    expect(decode(oldest.A).header).toMatchObject({
      version: "3",
      kid: expect.stringMatching(/^s-/),
    });
  });

  test("tenants in the path", async () => {
    const { R } = await core.create();
    const body = { refreshToken: R, enableAntiCsrf: false, useDynamicSigningKey: true };
    expect((await core.post("/t9/recipe/session/refresh", body)).text).toMatch(
      /\(, public, t9\)\n$/,
    );
    await core.put("/recipe/multitenancy/tenant/v2", { tenantId: "t1" });
    expect((await core.post("/t1/recipe/session/refresh", body)).body.status).toBe("OK");
  });

  test("a stored payload that cannot go into a token", async () => {
    const { R, handle } = await core.create();
    const data = { sessionHandle: handle, userDataInJWT: { rsub: 1 } };
    await core.put("/recipe/jwt/data", data, { "cdi-version": "3.1" });
    expect((await core.refresh(R)).body).toEqual({
      status: "UNAUTHORISED",
      message: "The user payload contains protected field",
    });
  });

  test("the stored payload goes into the new token", async () => {
    const { R, handle } = await core.create({ userDataInJWT: { a: 1 } });
    await core.put("/recipe/jwt/data", { sessionHandle: handle, userDataInJWT: { b: 2 } });
    const { A, body } = await core.refresh(R);
    expect(decode(A).claims).toMatchObject({ b: 2 });
    expect(decode(A).claims).not.toHaveProperty("a");
    expect(body.session.userDataInJWT).toEqual({ b: 2 });
  });
});

describe("verify before CDI 5.6", () => {
  test("no parent: the row is not read", async () => {
    const { A, handle } = await core.create();
    await core.remove(handle);
    const { body, A: next } = await core.verify(A);
    expect([body.status, next]).toEqual(["OK", undefined]);
  });

  test("an un-promoted token of a removed session", async () => {
    const { R, handle } = await core.create();
    const { A } = await core.refresh(R);
    await core.remove(handle);
    expect((await core.verify(A)).body).toEqual({
      status: "UNAUTHORISED",
      message: "Session missing in db",
    });
  });

  test("promotes and gives a token that needs no core", async () => {
    const { R: R0, handle } = await core.create({
      useDynamicSigningKey: false,
      enableAntiCsrf: true,
    });
    control.clock.advance(7000);
    const { A: A1, R: R1 } = await core.refresh(R0, { useDynamicSigningKey: false });
    control.clock.advance(7000);
    await core.put("/recipe/jwt/data", { sessionHandle: handle, userDataInJWT: { a: 1 } });
    const { A: A2, body } = await core.verify(A1);
    expect(await storedRow()).toMatchObject({
      refreshTokenHash2: H(H(R1)),
      previousHash2: H(H(R0)),
      rotatedAt: start + 14_000,
      expiry: start + 14_000 + 100 * days,
    });
    expect(Object.keys(body).sort()).toEqual(["accessToken", "session", "status"]);
    const { claims, header } = decode(A2);
    expect(header.kid).toMatch(/^s-/);
    expect(claims).toMatchObject({
      refreshTokenHash1: H(R1),
      parentRefreshTokenHash1: null,
      antiCsrfToken: decode(A1).claims.antiCsrfToken,
      exp: (start + 14_000) / 1000 + 3600,
      a: 1,
    });
    expect((await core.verify(A2)).A).toBeUndefined();
  });

  test("the same token again", async () => {
    const { R } = await core.create();
    const { A: A1 } = await core.refresh(R);
    const { A: A2 } = await core.verify(A1);
    const before = await storedRow();
    control.clock.advance(1000);
    const { A: A3 } = await core.verify(A1);
    expect(A3).not.toBe(A2);
    expect(decode(A3).claims).toMatchObject({
      refreshTokenHash1: decode(A2).claims.refreshTokenHash1,
      parentRefreshTokenHash1: null,
    });
    expect(await storedRow()).toEqual(before);
  });

  test("a stale branch with a changed payload gets a token all the same", async () => {
    const { R, handle } = await core.create();
    const won = await core.refresh(R);
    const lost = await core.refresh(R);
    await core.verify(won.A);
    await core.put("/recipe/jwt/data", { sessionHandle: handle, userDataInJWT: { a: 1 } });
    expect((await core.verify(lost.A)).A).toBeUndefined();
    const before = await storedRow();
    const { A } = await core.verify(lost.A, { checkDatabase: true });
    expect(decode(A).claims).toMatchObject({ a: 1, refreshTokenHash1: H(lost.R) });
    expect(await storedRow()).toEqual(before);
  });

  test("a stale branch verifies, without a token and without theft", async () => {
    const { R } = await core.create({ userDataInJWT: { a: 1 } });
    const won = await core.refresh(R);
    const lost = await core.refresh(R);
    await core.verify(won.A);
    for (const over of [{}, { checkDatabase: true }]) {
      const { body } = await core.verify(lost.A, over);
      expect(Object.keys(body).sort()).toEqual(["session", "status"]);
      expect(body.session.userDataInJWT).toEqual({ a: 1 });
    }
  });

  test("keeps the format of the token", async () => {
    const { R } = await core.create();
    const { A } = await core.refresh(R, {}, { "cdi-version": "3.1" });
    const promoted = await core.verify(A);
    expect(decode(promoted.A).header.version).toBe("4");
    expect(promoted.body.session.recipeUserId).toBe("u1");
  });
});

test("jitter shortens at create and refresh, not at a promotion", async () => {
  const jittery = newCore({ accessTokenValidityJitter: 0.05 });
  jittery.control.clock.set(start);
  const lives: number[] = [];
  for (let i = 0; i < 1000; i++) {
    const { A } = await jittery.client.create();
    lives.push(decode(A).claims.exp - decode(A).claims.iat);
  }
  expect(Math.min(...lives)).toBeGreaterThanOrEqual(3420);
  expect(Math.max(...lives)).toBeLessThanOrEqual(3600);
  expect(new Set(lives).size).toBeGreaterThan(20);
  const { R } = await jittery.client.create();
  const { A } = await jittery.client.refresh(R);
  const life = decode(A).claims.exp - decode(A).claims.iat;
  expect(life).toBeGreaterThanOrEqual(3420);
  expect(life).toBeLessThanOrEqual(3600);
  const promoted = decode((await jittery.client.verify(A)).A).claims;
  expect(promoted.exp - promoted.iat).toBe(3600);
});

describe("rotation in the refresh, from CDI 5.6 on", () => {
  const newest = { "cdi-version": "5.6" };
  const refresh = (R: string, over: object = {}) => core.refresh(R, over, newest);
  const verify = (A: string, over: object = {}) => core.verify(A, over, newest);

  test("rotates at once, and verify writes nothing", async () => {
    const { R: R0 } = await core.create({}, newest);
    control.clock.advance(3000);
    const { R: R1, A: A1, body } = await refresh(R0);
    expect(body.status).toBe("OK");
    expect(decode(A1).claims.parentRefreshTokenHash1).toBeNull();
    expect(await storedRow()).toMatchObject({
      refreshTokenHash2: H(H(R1)),
      previousHash2: H(H(R0)),
      rotatedAt: start + 3000,
      expiry: start + 3000 + 100 * days,
    });
    const before = await storedRow();
    expect((await verify(A1)).body).not.toHaveProperty("accessToken");
    expect(await storedRow()).toEqual(before);
  });

  test("the previous token within the grace period, and after it", async () => {
    const { R: R0, handle } = await core.create();
    const { R: R1 } = await refresh(R0);
    control.clock.advance(30_000);
    const again = await refresh(R0);
    expect(again.body.status).toBe("OK");
    expect(await storedRow()).toMatchObject({
      refreshTokenHash2: H(H(again.R)),
      previousHash2: H(H(R0)),
      rotatedAt: start,
      expiry: start + 100 * days,
    });
    expect(R1).not.toBe(again.R);
    control.clock.advance(1);
    const reuse = await refresh(R0);
    expect(reuse.body).toEqual({
      status: "TOKEN_THEFT_DETECTED",
      session: { handle, userId: "u1", recipeUserId: "u1" },
      recentTokenReuseSubtype: "RECENT_PREV",
    });
    expect((await core.info(handle)).body.status).toBe("UNAUTHORISED");
  });

  test("the child that a second rotation displaced", async () => {
    const { R: R0 } = await core.create();
    const { R: R1 } = await refresh(R0);
    await refresh(R0);
    expect((await refresh(R1)).body).toMatchObject({
      status: "TOKEN_THEFT_DETECTED",
      recentTokenReuseSubtype: "ORPHANED_BRANCH",
    });
  });

  test("an older ancestor", async () => {
    const { R: R0 } = await core.create();
    const { R: R1 } = await refresh(R0);
    await refresh(R1);
    expect((await refresh(R0)).body).toMatchObject({
      status: "TOKEN_THEFT_DETECTED",
      recentTokenReuseSubtype: "STALE_LINEAGE",
    });
  });

  test("reuse reported as UNAUTHORISED, but not of an old ancestor", async () => {
    const lenient = newCore({ recentTokenReuseBehaviour: "UNAUTHORISED" });
    const { client } = lenient;
    const turn = (R: string) => client.refresh(R, {}, newest);
    const first = await client.create();
    await turn(first.R);
    lenient.control.clock.advance(31_000);
    expect((await turn(first.R)).body).toEqual({
      status: "UNAUTHORISED",
      message: "refresh token reuse detected",
      recentTokenReuseSubtype: "RECENT_PREV",
    });
    expect((await client.info(first.handle)).body.status).toBe("UNAUTHORISED");
    const second = await client.create();
    const { R } = await turn(second.R);
    await turn(R);
    expect((await turn(second.R)).body.status).toBe("TOKEN_THEFT_DETECTED");
  });

  test("verify with the database: live branches, and what is stale", async () => {
    const check = { checkDatabase: true };
    const { R: R0, A: A0, handle } = await core.create();
    const { A: A1 } = await refresh(R0);
    expect((await verify(A1, check)).body).toMatchObject({
      status: "OK",
      payloadUpdateAvailable: false,
    });
    await core.put("/recipe/jwt/data", { sessionHandle: handle, userDataInJWT: { a: 1 } });
    expect((await verify(A1, check)).body).toMatchObject({
      status: "OK",
      payloadUpdateAvailable: true,
    });
    expect((await verify(A0, check)).body.status).toBe("OK");
    expect((await verify(A1)).body).not.toHaveProperty("payloadUpdateAvailable");
    await refresh(R0);
    expect((await verify(A1, check)).body).toEqual({
      status: "UNAUTHORISED",
      message: "rotated-out token branch; refresh required",
    });
  });

  test("both styles on one session", async () => {
    const { R: R0 } = await core.create();
    const { R: R1, A: A1 } = await core.refresh(R0);
    expect((await verify(A1, { checkDatabase: true })).body.status).toBe("OK");
    const { R: R2 } = await refresh(R1);
    expect(await storedRow()).toMatchObject({
      refreshTokenHash2: H(H(R2)),
      previousHash2: H(H(R1)),
    });
    expect(await status(core.refresh(R2))).toBe("OK");
    expect(await status(core.refresh(R1))).toBe("TOKEN_THEFT_DETECTED");
  });

  test("as an option, for every SDK", async () => {
    const { client } = newCore({ rotation: "refresh" });
    const { R: R0 } = await client.create();
    const { A: A1 } = await client.refresh(R0);
    expect(decode(A1).claims.parentRefreshTokenHash1).toBeNull();
    expect((await client.verify(A1)).A).toBeUndefined();
  });

  test("a shorter lifetime, per call", async () => {
    const limit =
      "accessTokenValidity must be greater than 0 and at most the configured access_token_validity (3600000 ms)\n";
    for (const accessTokenValidity of [0, -1, 3_600_001]) {
      const { status, text } = await core.create({ accessTokenValidity }, newest);
      expect([status, text]).toEqual([400, limit]);
    }
    const short = await core.create({ accessTokenValidity: 60_000 }, newest);
    expect(decode(short.A).claims.exp - decode(short.A).claims.iat).toBe(60);
    const next = await refresh(short.R, { accessTokenValidity: 90_000 });
    expect(decode(next.A).claims.exp - decode(next.A).claims.iat).toBe(90);
    const ignored = await core.create({ accessTokenValidity: 60_000 });
    expect(decode(ignored.A).claims.exp - decode(ignored.A).claims.iat).toBe(3600);
  });
});

describe("at the same time", () => {
  test("two refreshes of one token both succeed, with different children", async () => {
    const { R } = await core.create();
    const [one, two] = await Promise.all([core.refresh(R), core.refresh(R)]);
    expect([one.body.status, two.body.status]).toEqual(["OK", "OK"]);
    expect(one.R).not.toBe(two.R);
    const outcomes = await Promise.all([core.refresh(one.R), core.refresh(two.R)]);
    expect(outcomes.map(({ body }) => body.status).sort()).toEqual([
      "OK",
      "TOKEN_THEFT_DETECTED",
    ]);
  });

  test("two verifies of siblings: one is promoted, both verify", async () => {
    const { R } = await core.create();
    const [one, two] = [await core.refresh(R), await core.refresh(R)];
    const verified = await Promise.all([core.verify(one.A), core.verify(two.A)]);
    expect(verified.map(({ body }) => body.status)).toEqual(["OK", "OK"]);
    expect(verified.filter(({ A }) => A !== undefined)).toHaveLength(1);
  });

  test("a refresh of the parent against a verify of the child", async () => {
    const { R } = await core.create();
    const child = await core.refresh(R);
    const [verified, refreshed] = await Promise.all([core.verify(child.A), core.refresh(R)]);
    expect(verified.body.status).toBe("OK");
    expect(["OK", "TOKEN_THEFT_DETECTED"]).toContain(refreshed.body.status);
    expect((await storedRow()).refreshTokenHash2).toBe(H(H(child.R)));
  });

  test("a revoke against a refresh: no session comes back", async () => {
    const { R, handle } = await core.create();
    const [removed, refreshed] = await Promise.all([core.remove(handle), core.refresh(R)]);
    expect(removed.body.sessionHandlesRevoked).toEqual([handle]);
    expect(["OK", "UNAUTHORISED"]).toContain(refreshed.body.status);
    expect((await core.info(handle)).body.status).toBe("UNAUTHORISED");
  });

  test("twenty creates: twenty sessions", async () => {
    const made = await Promise.all(Array.from({ length: 20 }, () => core.create()));
    const { body } = await core.get("/recipe/session/user?userId=u1");
    expect(new Set(body.sessionHandles)).toEqual(new Set(made.map(({ handle }) => handle)));
  });

  test("from CDI 5.6 on two refreshes of one token: the second is in the grace period", async () => {
    const { R } = await core.create();
    const newest = { "cdi-version": "5.6" };
    const [one, two] = await Promise.all([
      core.refresh(R, {}, newest),
      core.refresh(R, {}, newest),
    ]);
    expect([one.body.status, two.body.status]).toEqual(["OK", "OK"]);
    const current = (await storedRow()).refreshTokenHash2;
    expect([H(H(one.R)), H(H(two.R))]).toContain(current);
  });
});
